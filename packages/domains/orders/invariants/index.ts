import type { Invariant } from '@erp/kit/invariant';
import { caseInvariants } from './cases.ts';
import { customerInvariants } from './customers.ts';
import { demoInvariants } from './demo.ts';
import { lineInvariants } from './lines.ts';
import { orderInvariants } from './orders.ts';
import { reviewInvariants } from './reviews.ts';
import { stockInvariants } from './stock.ts';

/** The rules of the business that the rows of orders keep. */
export const invariants: readonly Invariant[] = [
  ...orderInvariants,
  ...customerInvariants,
  ...lineInvariants,
  ...caseInvariants,
  ...stockInvariants,
  ...reviewInvariants,
  ...demoInvariants,
];
