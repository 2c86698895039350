import { type Chart, chartInWords, chartOf } from '../src/charts/chart.ts';
import { CHART_LETTERS, CHART_WIDTH, drawChart } from '../src/charts/draw-chart.ts';
import { niceScale } from '../src/charts/nice-scale.ts';
import { plotSvg } from '../src/charts/plot-svg.ts';
import { widthOfText } from '../src/layout/measure.ts';
import type { Question } from '../src/model/questions.ts';

const weeks: Chart = {
  form: 'columns',
  title: 'Orders by week',
  points: Array.from({ length: 78 }, (_, week) => ({ label: `2026-W${week + 10}`, value: (week * 7) % 30 })),
};
const categories: Chart = {
  form: 'bars',
  title: 'Stock',
  points: [
    { label: 'A category with a name that is far too long', value: 1234 },
    { label: 'お茶とコーヒーとお菓子とはちみつの詰め合わせ', value: 10 },
    { label: 'sold <out>', value: 0 },
  ],
};

test('a scale has few lines at round numbers, and holds all values', () => {
  expect(niceScale([3, 29]).ticks).toEqual([0, 10, 20, 30]);
  expect(niceScale([0.7]).ticks).toEqual([0, 0.2, 0.4, 0.6, 0.8]);
  expect(niceScale([-5, 12]).ticks).toEqual([-5, 0, 5, 10, 15]);
  expect(niceScale([0]).high).toBeGreaterThan(0);
  expect(niceScale([123_456])).toEqual({ low: 0, high: 150_000, ticks: [0, 50_000, 100_000, 150_000] });
});

test.each([weeks, categories])('no letter of a chart leaves it or touches another one: $title', (chart) => {
  const { height, parts } = drawChart(chart);
  const texts = [
    ...parts.text.matchAll(/<text x="([\d.-]+)" y="([\d.-]+)" text-anchor="(\w+)">([^<]*)<\/text>/g),
  ].map(([, x = '', y = '', anchor = '', text = '']) => {
    const wide = widthOfText(text.replaceAll(/&\w+;/g, '<'), CHART_LETTERS);
    const left = Number(x) - { start: 0, middle: wide / 2, end: wide }[anchor as 'start'];
    return { text, left, right: left + wide, y: Number(y) };
  });
  expect(texts.length).toBeGreaterThan(5);
  for (const each of texts) {
    expect(each.left).toBeGreaterThanOrEqual(-0.5);
    expect(each.right).toBeLessThanOrEqual(CHART_WIDTH + 0.5);
    expect(each.y).toBeLessThanOrEqual(height);
    for (const other of texts)
      if (other !== each && Math.abs(other.y - each.y) < CHART_LETTERS)
        expect(other.right <= each.left || each.right <= other.left).toBe(true);
  }
});

test('every value is drawn as high as it is, and tells its number', () => {
  const { parts } = drawChart(weeks);
  const heights = [...parts.text.matchAll(/<rect[^>]* height="([\d.]+)"/g)].map(([, height]) =>
    Number(height),
  );
  expect(heights).toHaveLength(78);
  for (const [place, height] of heights.entries())
    expect(height).toBeCloseTo((heights[1] ?? 0) * ((weeks.points[place]?.value ?? 0) / 7), 0);
  expect(drawChart(categories).parts.text).toContain('<title>sold &lt;out&gt;: 0</title>');
  expect(drawChart(categories).parts.text).toContain('A category with a na…');
});

test('an answer without values is no chart, and a chart can be said', () => {
  const question: Question = {
    name: 'q',
    domain: 'orders',
    form: 'columns',
    title: 'Orders',
    about: '',
    sql: 'SELECT',
  };
  const answer = (...rows: [string, string][]) =>
    chartOf({ question, output: { columns: ['label', 'value'], rows } });
  expect(answer()).toBeUndefined();
  expect(answer(['Mon', '0'])).toBeUndefined();
  expect(chartOf({ question, refusal: '42501 no' })).toBeUndefined();
  expect(
    chartOf({ question: { ...question, form: 'table' }, output: { columns: [], rows: [] } }),
  ).toBeUndefined();
  const chart = answer(['Mon', '12'], ['Tue', '1234.5']);
  expect(chart && chartInWords(chart)).toBe('Orders: 2 values, 1,246.5 in all, most at Tue with 1,234.5');
});

test('a plot stands by itself: nothing in it asks for another file, and its panels lie beside each other', () => {
  const panels = ['Tea & more', 'b', 'c'].map((name) => ({ name, chart: weeks }));
  const plot = plotSvg(panels);
  expect(plot).toBe(plotSvg(panels));
  expect(plot).not.toMatch(/ (?:href|src|class="chart)|url\(|<script/);
  expect(plot).toContain('>Tea &amp; more<');
  const [, width = '', height = ''] = /width="(\d+)" height="(\d+)"/.exec(plot) ?? [];
  const places = [...plot.matchAll(/translate\((\d+) (\d+)\)"><text class="name"/g)].map(([, x, y]) => [
    Number(x),
    Number(y),
  ]);
  expect(places).toEqual([
    [16, 16],
    [16 + CHART_WIDTH + 16, 16],
    [16, expect.any(Number)],
  ]);
  const room = drawChart(weeks).height;
  expect(places[2]?.[1]).toBeGreaterThan(16 + room);
  expect(Number(width)).toBe(2 * (CHART_WIDTH + 16) + 16);
  expect(Number(height)).toBeGreaterThan((places[2]?.[1] ?? 0) + room);
});
