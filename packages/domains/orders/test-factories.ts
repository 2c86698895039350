import { type RowMaker, testFactory } from '@erp/kit/test-factory';
import { call } from '@erp/testing/calls';
import { orderItems } from './factories/order-items.ts';
import { orders as demoOrders } from './factories/orders.ts';

/** Drafts, unless they are taken further; of nobody, unless `customer_id` names who orders. */
export const orders = testFactory(demoOrders, {
  columns: [],
  defaults: { currency_code: 'EUR' },
  children: { items: { of: (): RowMaker => items, by: 'order_id', atLeast: 1 } },
  milestones: {
    placed: (trx, order) => call(trx, 'place_order', order.id, `place ${order.id}`),
    paid: async (trx, { id }) => {
      const placed = await trx('orders').where({ id }).first('total');
      await call(trx, 'record_payment', id, placed?.total, 'cash', `pay ${id}`);
    },
    confirmed: (trx, order) => call(trx, 'transition_order', order.id, 'confirmed'),
    processing: (trx, order) => call(trx, 'transition_order', order.id, 'processing'),
    shipped: (trx, order) => call(trx, 'transition_order', order.id, 'shipped'),
    delivered: (trx, order) => call(trx, 'transition_order', order.id, 'delivered'),
    completed: (trx, order) => call(trx, 'transition_order', order.id, 'completed'),
  },
});

/** Lines of an order: a piece without tax of something that is not in the catalog. */
export const items = testFactory(orderItems, {
  columns: ['product_name', 'unit_price'],
  parents: { order_id: () => orders },
});
