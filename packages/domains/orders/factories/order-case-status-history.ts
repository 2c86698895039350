import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { casesOf, MOST_STEPS } from '../demo/after-sales-cases.ts';
import { LIMITS, saleCount, saleOf } from '../demo/sales.ts';
import { orderItemsAfterSales } from './order-items-after-sales.ts';
import '../tables.ts';

/** Every status that a case has been in. */
export const orderCaseStatusHistory = factory('order_case_status_history', {
  count: saleCount,
  story: (tenant, number) => casesOf(saleOf(tenant, number), tenant),
  most: LIMITS.lines * MOST_STEPS,
  rows: (cases) =>
    cases.flatMap(({ line, path }, index) =>
      path.map((step, n) => ({ sale: line.sale, index, step, from: path[n - 1]?.status ?? null })),
    ),
  parents: { case_id: () => orderItemsAfterSales },
  alone: { from_status: null, to_status: 'inquiry' },
  cells: {
    case_id: ({ sale, index }) => orderItemsAfterSales.id(sale.number, index),
    from_status: ({ from }) => from,
    to_status: ({ step }) => step.status,
    changed_by: ({ step }) => step.by,
    changed_at: ({ step }) => time(step.at),
    created_at: ({ step }) => time(step.at),
  },
});
