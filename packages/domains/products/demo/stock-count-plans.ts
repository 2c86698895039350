import { MAIN, SHOP } from './warehouse-list.ts';

/** A count of some products in a warehouse. */
export interface StockCount {
  readonly number: number;
  readonly warehouse: number;
  readonly status: 'in_progress' | 'completed' | 'cancelled';
  /** When it begins, as a share of the story, and after how many hours it ends. */
  readonly share: number;
  readonly hours: number;
  /** It takes products whose number leaves `of` when divided by `every`. */
  readonly every: number;
  readonly of: number;
  readonly notes: string;
}

/** In the order of time, warehouse by warehouse. */
export const COUNTS: readonly StockCount[] = [
  count(0, MAIN, 'completed', 0.33, 3, 0, 'Cycle count, first third.'),
  count(1, MAIN, 'cancelled', 0.52, 7, 3, 'Given up: a delivery came in between.'),
  count(2, MAIN, 'completed', 0.68, 3, 1, 'Cycle count, second third.'),
  count(3, SHOP, 'completed', 0.94, 1, 0, 'Before the season.'),
  count(4, MAIN, 'in_progress', 0.9985, 5, 2, 'Before the end of the year.'),
];

function count(
  number: number,
  warehouse: number,
  status: StockCount['status'],
  share: number,
  every: number,
  of: number,
  notes: string,
): StockCount {
  return { number, warehouse, status, share, hours: 8, every, of, notes };
}
