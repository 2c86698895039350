import type { Invariant } from '@erp/kit/invariant';
import { campaignInvariants } from './invariants/campaigns.ts';
import { promotionInvariants } from './invariants/promotions.ts';

/** The rules of the business that the rows of marketing keep. */
export const invariants: readonly Invariant[] = [...campaignInvariants, ...promotionInvariants];
