import { customers } from '@erp/crm/factories/customers';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { saleCount } from '@erp/orders/demo';
import { orders } from '@erp/orders/factories/orders';
import { type Redemption, redemptionsOf } from '../demo/redemptions.ts';
import { promotionCodes } from './promotion-codes.ts';
import { promotions } from './promotions.ts';
import '../tables.ts';

/** Uses of promotions on orders, one on an order at most; a cancelled order has given its own back. */
export const promotionRedemptions = factory('mkt_promotion_redemptions', {
  count: saleCount,
  story: redemptionsOf,
  rows: (redemptions) => redemptions,
  parents: { promotion_id: () => promotions, order_id: () => orders },
  alone: { code_id: null, customer_id: null, released_at: null, release_reason: null },
  cells: {
    promotion_id: ({ offer }: Redemption) => promotions.id(offer.number),
    code_id: ({ code }) => (code === undefined ? null : promotionCodes.id(...code)),
    order_id: ({ sale }) => orders.id(sale.number),
    customer_id: ({ sale }): number | null => customers.id(sale.customer),
    discount_amount: ({ lines }) => money(lines.reduce((cents, { discount }) => cents + discount, 0)),
    redeemed_at: ({ sale }) => time(sale.orderedAt),
    released_at: ({ releasedAt }) => (releasedAt === undefined ? null : time(releasedAt)),
    release_reason: ({ releasedAt }) => (releasedAt === undefined ? null : 'order_cancelled'),
    created_by: ({ sale }) => sale.staff,
    created_at: ({ sale }) => time(sale.orderedAt),
  },
  traits: { released: { released_at: '2100-01-01 00:00:00+00', release_reason: 'withdrawn' } },
});
