import { factory } from '@erp/kit/factory';
import { articleCount } from '../demo/assortment.ts';
import type { Gemstone } from '../demo/assortments/assortment.ts';
import { stoneCells, stonesOf } from '../demo/loose-stones.ts';
import { products } from './products.ts';
import '../tables.ts';

/** Loose gemstones with their certificates: a jeweler has some, others none. */
export const gemstones = factory('gemstone', {
  count: articleCount,
  fixed: true,
  story: stonesOf<Gemstone>('gemstone'),
  rows: (stones) => stones,
  parents: { product_id: () => products },
  cells: {
    ...stoneCells,
    shape: ({ stone }) => stone.shape,
    clarity: ({ stone }) => stone.clarity,
  },
});
