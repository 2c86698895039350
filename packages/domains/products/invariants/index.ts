import type { Invariant } from '@erp/kit/invariant';
import { catalogInvariants } from './catalog.ts';
import { materialInvariants } from './materials.ts';
import { reviewInvariants } from './reviews.ts';
import { stockInvariants } from './stock.ts';

/** The rules of the business that the rows of products keep. */
export const invariants: readonly Invariant[] = [
  ...catalogInvariants,
  ...reviewInvariants,
  ...stockInvariants,
  ...materialInvariants,
];
