import type { Trade } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { PERCENT } from '../demo/promotion-benefits.ts';
import { type Offer, offerCount, offerOf } from '../demo/promotion-offers.ts';
import { promotions } from './promotions.ts';
import '../tables.ts';

const VOUCHER: Record<Trade, number> = { jewelry: 2_000, home_goods: 1_000, food: 500 };

/** What promotions of type discount give. */
export const promotionDiscountRules = factory('mkt_promotion_discount_rules', {
  count: offerCount,
  fixed: true,
  identity: false,
  story: offerOf,
  rows: (offer) => (offer.type === 'discount' ? [offer] : []),
  parents: { promotion_id: () => promotions },
  cells: {
    promotion_id: ({ number }: Offer) => promotions.id(number),
    discount_type: ({ key }) => (key === 'anniversary' ? 'fixed_amount' : 'percentage'),
    discount_percent: ({ key }) => (key === 'anniversary' ? null : `${PERCENT[key] ?? 100}.0000`),
    discount_amount: ({ key }, _draw, tenant) =>
      key === 'anniversary' ? money(VOUCHER[tenant.trade]) : null,
    fixed_price: null,
    apply_to: ({ key }) => (key === 'shipping' ? 'shipping' : 'goods'),
    allocation_method: 'across',
    created_at: ({ createdAt }) => time(createdAt),
    updated_at: ({ createdAt }) => time(createdAt),
  },
});
