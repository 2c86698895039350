import { platformPages } from '@erp/channels/factories/platform-pages';
import { type DemoTenant, staffWithRole } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { type Sale, saleCount, saleOf } from '../demo/sales.ts';
import { say } from '../demo/texts/words.ts';
import { orders } from './orders.ts';
import '../tables.ts';

const followed = keyed('order_meta_crm.followed', (draw) => draw.chance(0.5));

const FEEDBACK = ['All was well, thank you.', 'Lovely packaging.', 'A day late, but friendly.'];

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
    support_staff_id: (_sale, _draw, tenant) => staffWithRole(tenant, 'manager'),
    source_page_id: (_sale, draw, tenant) =>
      draw.chance(0.4) ? platformPages.id(draw.integer(0, platformPages.count(tenant) - 1)) : null,
    customer_feedback: (sale, draw, tenant) =>
      say(tenant, sale.status === 'completed' && draw.chance(0.4) ? draw.pick(FEEDBACK) : null),
    created_by: (sale) => sale.staff,
    updated_by: (sale) => sale.staff,
    created_at: (sale) => time(sale.orderedAt),
    updated_at: (sale) => time(sale.orderedAt),
  },
});
