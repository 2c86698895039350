import { type Html, html } from '../html.ts';
import { widthOfText } from '../layout/measure.ts';
import { type Chart, type ChartPoint, shownNumber } from './chart.ts';
import { niceScale } from './nice-scale.ts';

/** A chart as parts of an SVG, with the room that it takes. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly parts: Html;
}

/** Every chart is that wide: two stand beside each other on a page, one on a phone. */
export const CHART_WIDTH = 340;
/** Size of the letters in charts, which are those of the pictures. */
export const CHART_LETTERS = 11;

const HEIGHT = 200;
const TOP = 8;
const BELOW = 22;
const ROW = 22;
const GAP = 6;
/** A longer name is cut; the bar tells it whole when it is pointed at. */
const WIDEST = 150;

/** Draws a chart. The same chart gives the same drawing. */
export function drawChart(chart: Chart): Drawing {
  return chart.form === 'columns' ? drawColumns(chart.points) : drawBars(chart.points);
}

function drawColumns(points: readonly ChartPoint[]): Drawing {
  const { low, high, ticks } = niceScale(points.map(({ value }) => value));
  const left = Math.max(...ticks.map((tick) => width(shownNumber(tick)))) + GAP;
  const bottom = HEIGHT - BELOW;
  const y = (value: number) => rounded(bottom - ((value - low) / (high - low)) * (bottom - TOP));
  const band = (CHART_WIDTH - left) / points.length;
  const thick = band > 8 ? band * 0.75 : band - 1;
  const lines = ticks.map(
    (tick) => html`<path class="scale" d="M${rounded(left)} ${y(tick)}H${CHART_WIDTH}"/>${letters(
      shownNumber(tick),
      left - GAP,
      y(tick) + 4,
      'end',
    )}
`,
  );
  const columns = points.map(({ label, value }, place) =>
    rect(label, value, {
      x: left + band * place + (band - thick) / 2,
      y: Math.min(y(value), y(0)),
      width: thick,
      height: Math.abs(y(value) - y(0)),
    }),
  );
  return {
    width: CHART_WIDTH,
    height: HEIGHT,
    parts: html`${lines}${columns}${underneath(points, left, band).map(({ label, middle }) =>
      letters(label, middle, HEIGHT - 6, 'middle'),
    )}`,
  };
}

/** As many of the labels as there is room for, at even distances, none beyond the edge. */
function underneath(points: readonly ChartPoint[], left: number, band: number) {
  const widest = Math.max(...points.map(({ label }) => width(label)));
  const every = Math.max(1, Math.ceil((widest + GAP) / band));
  return points.flatMap(({ label }, place) => {
    const middle = left + band * (place + 0.5);
    const fits = middle + width(label) / 2 <= CHART_WIDTH && middle - width(label) / 2 >= 0;
    return place % every === 0 && fits ? [{ label, middle }] : [];
  });
}

function drawBars(points: readonly ChartPoint[]): Drawing {
  const named = points.map((point) => ({ ...point, short: shortened(point.label) }));
  const left = Math.max(...named.map(({ short }) => width(short))) + GAP;
  const right = Math.max(...named.map(({ value }) => width(shownNumber(value)))) + GAP;
  const most = Math.max(1, ...named.map(({ value }) => value));
  const room = CHART_WIDTH - left - right;
  const rows = named.map(({ label, short, value }, place) => {
    const long = Math.max(0, value / most) * room;
    const middle = ROW * place + ROW / 2;
    return html`${letters(short, left - GAP, middle + 4, 'end')}${rect(label, value, {
      x: left,
      y: middle - 7,
      width: long,
      height: 14,
    })}${letters(shownNumber(value), left + long + GAP, middle + 4, 'start')}
`;
  });
  return { width: CHART_WIDTH, height: ROW * points.length, parts: html`${rows}` };
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A value tells its name and number when it is pointed at. */
function rect(label: string, value: number, box: Box): Html {
  return html`<rect class="value" x="${rounded(box.x)}" y="${rounded(box.y)}" width="${rounded(Math.max(box.width, 0.5))}" height="${rounded(box.height)}"><title>${label}: ${shownNumber(value)}</title></rect>
`;
}

function letters(text: string, x: number, y: number, anchor: 'start' | 'middle' | 'end'): Html {
  return html`<text x="${rounded(x)}" y="${rounded(y)}" text-anchor="${anchor}">${text}</text>`;
}

function width(text: string): number {
  return widthOfText(text, CHART_LETTERS);
}

function shortened(label: string): string {
  const all = [...label];
  if (width(label) <= WIDEST) return label;
  while (all.length > 0 && width(`${all.join('')}…`) > WIDEST) all.pop();
  return `${all.join('')}…`;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
