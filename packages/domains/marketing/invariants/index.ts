import type { Invariant } from '@erp/kit/invariant';
import { campaignInvariants } from './campaigns.ts';
import { promotionInvariants } from './promotions.ts';

/** The rules of the business that the rows of marketing keep. */
export const invariants: readonly Invariant[] = [...campaignInvariants, ...promotionInvariants];
