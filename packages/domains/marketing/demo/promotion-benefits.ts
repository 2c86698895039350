import type { DemoTenant, Trade } from '@erp/kit/demo-tenant';
import type { Offer } from './promotion-offers.ts';
import type { OfferKey } from './promotion-texts.ts';

/** Percent that the promotions of type discount give, where they give percent of goods. */
export const PERCENT: Readonly<Partial<Record<OfferKey, number>>> = {
  welcome: 10,
  thanks: 15,
  newsletter: 5,
  friends: 10,
  regulars: 15,
  last_pieces: 20,
  summer: 20,
  autumn: 15,
};

/** Of how many pieces of a kind the last one is reduced, and by how many percent: a fifth off all of them. */
export const MORE_OF_IT: Record<Trade, { readonly pieces: number; readonly percent: number }> = {
  jewelry: { pieces: 2, percent: 40 },
  home_goods: { pieces: 2, percent: 40 },
  food: { pieces: 3, percent: 60 },
};

/** A step of a tiered promotion. Its threshold in cents. */
export interface Step {
  readonly offer: Offer;
  readonly level: number;
  readonly from: number;
  readonly percent: number;
}

const STEPS: Record<Trade, readonly number[]> = {
  jewelry: [8_000, 16_000, 32_000],
  home_goods: [6_000, 12_000, 24_000],
  food: [3_000, 6_000, 12_000],
};

/** The steps of a promotion, the lowest first. */
export function stepsOf(tenant: DemoTenant, offer: Offer): readonly Step[] {
  if (offer.type !== 'tiered') return [];
  return STEPS[tenant.trade].map((from, index) => ({
    offer,
    level: index + 1,
    from,
    percent: 5 * (index + 1),
  }));
}
