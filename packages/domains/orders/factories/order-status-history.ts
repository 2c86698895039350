import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { LIMITS, saleCount, saleOf } from '../demo/sales.ts';
import { orders } from './orders.ts';
import '../tables.ts';

/** Every status that an order has been in. */
export const orderStatusHistory = factory('order_status_history', {
  count: saleCount,
  story: saleOf,
  most: LIMITS.path,
  rows: (sale) =>
    sale.path.map((step, index) => ({ sale, step, from: sale.path[index - 1]?.status ?? null })),
  parents: { order_id: () => orders },
  cells: {
    order_id: ({ sale }) => orders.id(sale.number),
    from_status: ({ from }) => from,
    to_status: ({ step }) => step.status,
    changed_by: ({ sale }) => sale.staff,
    reason: ({ step }) => (step.status === 'on_hold' ? 'Waits for a part.' : null),
    changed_at: ({ step }) => time(step.at),
    created_at: ({ step }) => time(step.at),
  },
});
