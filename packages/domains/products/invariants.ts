import type { Invariant } from '@erp/kit/invariant';
import { catalogInvariants } from './invariants/catalog.ts';
import { materialInvariants } from './invariants/materials.ts';
import { reviewInvariants } from './invariants/reviews.ts';
import { stockInvariants } from './invariants/stock.ts';

/** The rules of the business that the rows of products keep. */
export const invariants: readonly Invariant[] = [
  ...catalogInvariants,
  ...reviewInvariants,
  ...stockInvariants,
  ...materialInvariants,
];
