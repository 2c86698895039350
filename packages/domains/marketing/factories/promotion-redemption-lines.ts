import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { LIMITS, saleCount } from '@erp/orders/demo';
import { orderItems } from '@erp/orders/factories/order-items';
import { orders } from '@erp/orders/factories/orders';
import { redemptionsOf } from '../demo/redemptions.ts';
import { promotionRedemptions } from './promotion-redemptions.ts';
import '../tables.ts';

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
    redemption_id: ({ redemption }) => promotionRedemptions.id(redemption.sale.number),
    order_id: ({ redemption }) => orders.id(redemption.sale.number),
    order_item_id: ({ redemption, line }) => orderItems.id(redemption.sale.number, line.index),
    discount_amount: ({ line }) => money(line.discount),
    created_at: ({ redemption }) => time(redemption.sale.orderedAt),
  },
});
