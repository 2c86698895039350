import { platformPages } from '@erp/channels/factories/platform-pages';
import type { Step } from '@erp/demo-world/order-course';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { pageOf } from '../demo/order-page.ts';
import { type Sale, saleCount, saleOf } from '../demo/sales.ts';
import { say } from '../demo/texts/words.ts';
import { orders } from './orders.ts';
import '../tables.ts';

const followed = keyed('order_meta_crm.followed', (draw) => draw.chance(0.5));

const FEEDBACK = [
  'All was well, thank you.',
  'Lovely packaging.',
  'Packed with much care.',
  'Came sooner than expected.',
  'Will order again.',
  'The carton was too large.',
  'Friendly on the telephone.',
  'A day late, but friendly.',
];

/** What the customer said when it was asked how it went; nothing where nobody asked, or nothing was said. */
const answer = keyed('order_meta_crm.answer', (draw) => ({
  asked: draw.chance(0.6),
  said: draw.chance(0.66) ? draw.pick(FEEDBACK) : undefined,
}));

/** Who asked how an order went, and when: with the step by which it was completed. */
function askedAt(tenant: DemoTenant, sale: Sale): Step | undefined {
  const completed = sale.status === 'completed' ? sale.path.at(-1) : undefined;
  return answer(tenant, sale.number).asked ? completed : undefined;
}

/** When it was noted that an order has to be asked about: with its delivery. */
function lastScheduled({ status, path, orderedAt }: Sale): number {
  return status === 'delivered' ? (path.at(-1)?.at ?? orderedAt) : orderedAt;
}

/** Who sold, who supported and what the customer said. */
export const orderMetaCrm = factory('order_meta_crm', {
  count: saleCount,
  identity: false,
  story: (tenant: DemoTenant, number): Sale | undefined =>
    followed(tenant, number) ? saleOf(tenant, number) : undefined,
  rows: (sale) => (sale === undefined ? [] : [sale]),
  parents: { order_id: () => orders },
  alone: { source_page_id: null },
  cells: {
    order_id: (sale: Sale) => orders.id(sale.number),
    sales_staff_id: (sale) => sale.staff,
    // Whoever brought the order on.
    support_staff_id: (sale) => sale.path.find(({ by }) => by !== null && by !== sale.staff)?.by ?? null,
    source_page_id: (sale, _draw, tenant) => {
      const page = pageOf(tenant, sale.number)(sale);
      return page === undefined ? null : platformPages.id(page);
    },
    customer_feedback: (sale, _draw, tenant) =>
      say(tenant, askedAt(tenant, sale) === undefined ? null : (answer(tenant, sale.number).said ?? null)),
    follow_up_status: (sale, _draw, tenant) => {
      if (askedAt(tenant, sale) !== undefined)
        return answer(tenant, sale.number).said === undefined ? 'contacted' : 'done';
      return sale.status === 'delivered' ? 'scheduled' : 'none';
    },
    created_by: (sale) => sale.staff,
    updated_by: (sale, _draw, tenant) => askedAt(tenant, sale)?.by ?? sale.staff,
    created_at: (sale) => time(sale.orderedAt),
    updated_at: (sale, _draw, tenant) => time(askedAt(tenant, sale)?.at ?? lastScheduled(sale)),
  },
});
