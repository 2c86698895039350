import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { moverOf } from '../demo/last-changes.ts';
import { LIMITS, saleCount, saleOf } from '../demo/sales.ts';
import { orders } from './orders.ts';
import '../tables.ts';

/** Every status that an order has been in. */
export const orderStatusHistory = factory('order_status_history', {
  count: saleCount,
  story: saleOf,
  most: LIMITS.path,
  rows: (sale) => {
    // Every order was a draft first, if for a moment.
    const path =
      sale.status === 'draft' ? sale.path : [{ status: 'draft' as const, at: sale.orderedAt }, ...sale.path];
    return path.map((step, index) => ({ sale, step, from: path[index - 1]?.status ?? null }));
  },
  parents: { order_id: () => orders },
  cells: {
    order_id: ({ sale }) => orders.id(sale.number),
    from_status: ({ from }) => from,
    to_status: ({ step }) => step.status,
    changed_by: ({ sale, step }, _draw, tenant) => moverOf(sale, step.status, tenant),
    reason: ({ step }) => (step.status === 'on_hold' ? 'Waits for a part.' : null),
    changed_at: ({ step }) => time(step.at),
    created_at: ({ step }) => time(step.at),
  },
});
