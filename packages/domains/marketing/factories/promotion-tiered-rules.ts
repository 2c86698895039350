import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { type Step, stepsOf } from '../demo/promotion-benefits.ts';
import { offerCount, offerOf } from '../demo/promotion-offers.ts';
import { promotions } from './promotions.ts';
import '../tables.ts';

/** The steps of promotions of type tiered. */
export const promotionTieredRules = factory('mkt_promotion_tiered_rules', {
  count: offerCount,
  fixed: true,
  identity: false,
  story: (tenant, number) => stepsOf(tenant, offerOf(tenant, number)),
  most: 3,
  rows: (steps) => steps,
  parents: { promotion_id: () => promotions },
  cells: {
    promotion_id: ({ offer }: Step) => promotions.id(offer.number),
    tier_level: ({ level }) => level,
    threshold_type: 'amount',
    threshold_quantity: null,
    threshold_amount: ({ from }) => money(from),
    discount_type: 'percentage',
    discount_percent: ({ percent }) => `${percent}.0000`,
    discount_amount: null,
    created_at: ({ offer }) => time(offer.createdAt),
    updated_at: ({ offer }) => time(offer.createdAt),
  },
});
