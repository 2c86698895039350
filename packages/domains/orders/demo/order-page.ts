import { keyed, weights } from '@erp/kit/draw';
import type { Sale } from './sales.ts';

/** Number of the page, from 0 as channels has them, by which an order came; undefined where it came by none. */
export const pageOf = keyed('orders.page', (draw) => {
  const message = draw.weighted(MESSAGES);
  const found = draw.chance(0.5) ? draw.weighted(FOUND) : undefined;
  return ({ origin }: Sale): number | undefined =>
    origin === 'message' ? message : origin === 'web' ? found : undefined;
});

/** People write on Facebook and Instagram, rather on the brand's own pages than on those for offers. */
const MESSAGES = weights([
  [0, 40],
  [2, 35],
  [1, 15],
  [3, 10],
]);

/** Many find the web shop by a page, an ad or the newsletter. */
const FOUND = weights([
  [0, 20],
  [2, 20],
  [4, 18],
  [6, 16],
  [1, 10],
  [3, 7],
  [5, 5],
  [7, 4],
]);
