import type { Line, Sale } from './sales.ts';

/** A line with its order. */
export interface OrderLine extends Line {
  readonly sale: Sale;
}

/** The lines of an order. */
export function orderLines(sale: Sale): readonly OrderLine[] {
  return sale.lines.map((line) => ({ ...line, sale }));
}
