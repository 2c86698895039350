import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { LIMITS, type Sale, saleCount, saleOf } from '../demo/sales.ts';
import { reasonFor } from '../demo/status-reasons.ts';
import { say } from '../demo/texts/words.ts';
import { orders } from './orders.ts';
import '../tables.ts';

/** Every status that an order has been in. */
export const orderStatusHistory = factory('order_status_history', {
  count: saleCount,
  story: saleOf,
  most: LIMITS.path,
  rows: (sale) =>
    wholePath(sale).map((step, index, path) => ({ sale, step, from: path[index - 1]?.status ?? null })),
  parents: { order_id: () => orders },
  cells: {
    order_id: ({ sale }) => orders.id(sale.number),
    from_status: ({ from }) => from,
    to_status: ({ step }) => step.status,
    changed_by: ({ step }) => step.by,
    reason: ({ sale, step }, _draw, tenant) => say(tenant, reasonFor(tenant, sale.number)(step.status)),
    changed_at: ({ step }) => time(step.at),
    created_at: ({ step }) => time(step.at),
  },
});

/** Every order is written as a draft first. */
function wholePath(sale: Sale): Sale['path'] {
  return sale.path[0]?.status === 'draft'
    ? sale.path
    : [{ status: 'draft', at: sale.orderedAt, by: sale.staff }, ...sale.path];
}
