import { customers } from '@erp/crm/factories/customers';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { LIMITS, type Line, type Sale, saleCount, saleOf } from '@erp/orders/demo';
import { orderItems } from '@erp/orders/factories/order-items';
import { orders } from '@erp/orders/factories/orders';
import { codeFor } from './promotion-codes.ts';
import type { Offer } from './promotion-offers.ts';
import { reasonsOf } from './promotion-reasons.ts';
import { promotions } from './promotions.ts';
import '../tables.ts';

/** A use of a promotion on an order. */
interface Redemption {
  readonly sale: Sale;
  readonly offer: Offer;
  /** Place among those of the order. */
  readonly index: number;
  readonly lines: readonly Line[];
  readonly codeId: number | null;
  /** When the order was cancelled. */
  readonly releasedAt: number | undefined;
}

/** The uses of promotions on an order, which come to its discount. */
export function redemptionsOf(tenant: DemoTenant, number: number): readonly Redemption[] {
  const sale = saleOf(tenant, number);
  const last = sale.path.at(-1);
  return [...reasonsOf(tenant, sale)].map(([offer, lines], index) => ({
    sale,
    offer,
    index,
    lines,
    codeId: codeFor(tenant, offer.key, sale.customer, sale.orderedAt),
    releasedAt: last?.status === 'cancelled' ? last.at : undefined,
  }));
}

/** Uses of promotions on orders; a cancelled order has given its own back. */
export const promotionRedemptions = factory('mkt_promotion_redemptions', {
  count: saleCount,
  story: redemptionsOf,
  // As many as an order has lines.
  most: LIMITS.lines,
  rows: (redemptions) => redemptions,
  parents: { promotion_id: () => promotions, order_id: () => orders },
  alone: { code_id: null, customer_id: null, released_at: null, release_reason: null },
  cells: {
    promotion_id: ({ offer }: Redemption) => promotions.id(offer.number),
    code_id: ({ codeId }) => codeId,
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

/** A use of a promotion on an order that has a line. */
const useOnLine = {
  ...promotionRedemptions,
  create: async (...[trx]: Parameters<typeof promotionRedemptions.create>) => {
    const line = await orderItems.create(trx);
    const order = line.order_id as string;
    return {
      ...(await promotionRedemptions.create(trx, { order_id: order })),
      order_item_id: line.id,
    };
  },
};

/** What the lines of an order got by the uses. */
export const promotionRedemptionLines = factory('mkt_promotion_redemption_lines', {
  count: saleCount,
  identity: false,
  story: redemptionsOf,
  most: LIMITS.lines,
  rows: (redemptions) =>
    redemptions.flatMap((redemption) => redemption.lines.map((line) => ({ redemption, line }))),
  parents: {
    redemption_id: () => useOnLine,
    order_id: { from: 'redemption_id', column: 'order_id' },
    order_item_id: { from: 'redemption_id', column: 'order_item_id' },
  },
  cells: {
    redemption_id: ({ redemption }) => promotionRedemptions.id(redemption.sale.number, redemption.index),
    order_id: ({ redemption }) => orders.id(redemption.sale.number),
    order_item_id: ({ redemption, line }) => orderItems.id(redemption.sale.number, line.index),
    discount_amount: ({ line }) => money(line.discount),
    created_at: ({ redemption }) => time(redemption.sale.orderedAt),
  },
});
