import type { Invariant } from '@erp/kit/invariant';
import { purchasingInvariants } from './purchasing.ts';
import { shippingInvariants } from './shipping.ts';

/** The rules of the business that the rows of fulfilment keep. */
export const invariants: readonly Invariant[] = [...purchasingInvariants, ...shippingInvariants];
