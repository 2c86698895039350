import type { Trade } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { MORE_OF_IT } from '../demo/promotion-benefits.ts';
import { type Offer, offerCount, offerOf } from '../demo/promotion-offers.ts';
import { promotions } from './promotions.ts';
import '../tables.ts';

const EXTRA_FROM: Record<Trade, number> = { jewelry: 15_000, home_goods: 10_000, food: 5_000 };

/** What promotions of type bogo give. */
export const promotionBogoRules = factory('mkt_promotion_bogo_rules', {
  count: offerCount,
  fixed: true,
  identity: false,
  story: offerOf,
  rows: (offer) => (offer.type === 'bogo' ? [offer] : []),
  parents: { promotion_id: () => promotions },
  cells: {
    promotion_id: ({ number }: Offer) => promotions.id(number),
    buy_type: ({ key }) => (key === 'extra' ? 'amount' : 'quantity'),
    buy_quantity: ({ key }, _draw, tenant) => (key === 'extra' ? null : MORE_OF_IT[tenant.trade].pieces - 1),
    buy_amount: ({ key }, _draw, tenant) => (key === 'extra' ? money(EXTRA_FROM[tenant.trade]) : null),
    get_type: ({ key }) => (key === 'extra' ? 'listed' : 'same_product'),
    get_quantity: 1,
    get_discount_percent: ({ key }, _draw, tenant) =>
      `${key === 'extra' ? 50 : MORE_OF_IT[tenant.trade].percent}.0000`,
    max_applications_per_order: ({ key }) => (key === 'extra' ? 1 : null),
    created_at: ({ createdAt }) => time(createdAt),
    updated_at: ({ createdAt }) => time(createdAt),
  },
});
