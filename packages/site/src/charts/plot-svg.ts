import { html } from '../html.ts';
import { FONT_FAMILY } from '../layout/measure.ts';
import { type Chart, chartInWords } from './chart.ts';
import { CHART_LETTERS, CHART_WIDTH, type Drawing, drawChart } from './draw-chart.ts';

const MARGIN = 16;
const HEAD = 24;
const BESIDE = 2;

/** A chart with what it is called in a plot. */
export interface PlotPanel {
  readonly name: string;
  readonly chart: Chart;
}

/**
 * Charts of the same kind beside each other, as an SVG that stands by itself: with its own style, for light and dark.
 * The same charts give the same bytes.
 */
export function plotSvg(panels: readonly PlotPanel[]): string {
  const drawn = panels.map((panel) => ({ ...panel, drawing: drawChart(panel.chart) }));
  const rows: (typeof drawn)[] = [];
  for (let at = 0; at < drawn.length; at += BESIDE) rows.push(drawn.slice(at, at + BESIDE));
  const width = MARGIN + Math.min(BESIDE, panels.length) * (CHART_WIDTH + MARGIN);
  let height = MARGIN;
  const placed = rows.map((row) => {
    const top = height;
    height += HEAD + Math.max(...row.map(({ drawing }) => drawing.height)) + MARGIN;
    return row.map((panel, place) =>
      panelAt(panel.name, panel.drawing, MARGIN + place * (CHART_WIDTH + MARGIN), top),
    );
  });
  const label = drawn.map(({ name, chart }) => `${name}, ${chartInWords(chart)}`).join('. ');
  return html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">
<style>${STYLE}</style>
<rect class="paper" width="${width}" height="${height}"/>
${placed}</svg>
`.text;
}

function panelAt(name: string, { parts }: Drawing, x: number, y: number) {
  return html`<g transform="translate(${x} ${y})"><text class="name" x="0" y="14">${name}</text>
<g transform="translate(0 ${HEAD})">
${parts}</g></g>
`;
}

/** The colors of the site. No value stands in it that would have to be escaped. */
const STYLE = `
text { font-family: ${FONT_FAMILY.replaceAll("'", '')}; font-size: ${CHART_LETTERS}px; fill: #54606f; }
.name { font-size: 14px; font-weight: 600; fill: #1d2530; }
.paper { fill: #fff; }
.value { fill: #5b84bd; }
.scale { stroke: #d4dae2; }
@media (prefers-color-scheme: dark) {
  text { fill: #a3afbd; }
  .name { fill: #e2e7ee; }
  .paper { fill: #14181e; }
  .value { fill: #6d96cf; }
  .scale { stroke: #353e4a; }
}
`;
