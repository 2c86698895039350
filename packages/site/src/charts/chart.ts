import type { Answer } from '../model/tour.ts';

/** A value with its name. */
export interface ChartPoint {
  readonly label: string;
  readonly value: number;
}

/** What is drawn: values in their order, upright or lying. */
export interface Chart {
  readonly form: 'columns' | 'bars';
  readonly title: string;
  readonly points: readonly ChartPoint[];
}

/** The chart of an answer; undefined for one that is a table, was refused, or has nothing to show. */
export function chartOf({ question, output }: Answer): Chart | undefined {
  if (question.form === 'table' || output === undefined) return undefined;
  const at = (name: string) => output.columns.indexOf(name);
  const points = output.rows.map((row) => ({
    label: row[at('label')] ?? '',
    value: Number(row[at('value')] ?? 0),
  }));
  if (!points.some(({ value }) => value !== 0)) return undefined;
  return { form: question.form, title: question.title, points };
}

/** A number for people: `12,345.6`. */
export function shownNumber(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}

/** A chart in a sentence, for those who do not see it. */
export function chartInWords({ title, points }: Chart): string {
  const most = points.reduce((a, b) => (b.value > a.value ? b : a));
  const sum = points.reduce((total, { value }) => total + value, 0);
  return `${title}: ${points.length} values, ${shownNumber(sum)} in all, most at ${most.label} with ${shownNumber(most.value)}`;
}
