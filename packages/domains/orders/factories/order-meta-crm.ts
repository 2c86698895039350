import { platformPages } from '@erp/channels/factories/platform-pages';
import type { Step } from '@erp/demo-world/order-course';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { type Draw, keyed } from '@erp/kit/draw';
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
  'Everything as agreed.',
  'Just what was in the picture.',
  'The driver was kind.',
  'Easy to order.',
  'It has found its place.',
  'Nothing was missing.',
];

/** What many say besides. */
const BESIDES = [
  'Please tell everybody in the team.',
  'That is rare today.',
  'I have told my neighbors.',
  'The next order is planned.',
  'More pictures would be nice.',
  'Nothing else to say.',
  'Thank you for asking.',
  'Keep the catalog coming.',
  'A little less tape next time.',
  'My family says so, too.',
  'The mail in between was helpful.',
  'Opening hours on Saturday would be good.',
];

/** What the customer said when it was asked how it went; nothing where nobody asked, or nothing was said. */
const answer = keyed('order_meta_crm.answer', (draw) => ({
  asked: draw.chance(0.6),
  said: draw.chance(0.66) ? saidOf(draw) : undefined,
}));

function saidOf(draw: Draw): readonly string[] {
  const first = draw.pick(FEEDBACK);
  return draw.chance(0.7) ? [first, draw.pick(BESIDES)] : [first];
}

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
    customer_feedback: (sale, _draw, tenant) => {
      const said = askedAt(tenant, sale) === undefined ? undefined : answer(tenant, sale.number).said;
      return said?.map((text) => say(tenant, text)).join(' ') ?? null;
    },
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
