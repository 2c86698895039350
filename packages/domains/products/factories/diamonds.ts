import { factory } from '@erp/kit/factory';
import { articleCount } from '../demo/assortment.ts';
import type { Diamond } from '../demo/assortments/assortment.ts';
import { stoneCells, stonesOf } from '../demo/loose-stones.ts';
import { products } from './products.ts';
import '../tables.ts';

/** Loose diamonds with their certificates: a jeweler has some, others none. */
export const diamonds = factory('diamond', {
  count: articleCount,
  fixed: true,
  story: stonesOf<Diamond>('diamond'),
  rows: (stones) => stones,
  parents: { product_id: () => products },
  cells: {
    ...stoneCells,
    shape: ({ stone }) => stone.shape,
    clarity: ({ stone }) => stone.clarity,
  },
});
