import { platformPages } from '@erp/channels/factories/platform-pages';
import { type DemoTenant, staffWithRole } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { orders } from './orders.ts';
import { type Sale, saleCount, saleOf } from './sales.ts';
import '../tables.ts';

const tracked = keyed('orders_meta.tracked', (draw) => draw.chance(0.25));
const followed = keyed('order_meta_crm.followed', (draw) => draw.chance(0.5));

/** What the shop platform told beyond the columns. */
export const ordersMeta = factory('orders_meta', {
  count: saleCount,
  identity: false,
  story: (tenant: DemoTenant, number): Sale | undefined =>
    tracked(tenant, number) ? saleOf(tenant, number) : undefined,
  rows: (sale) => (sale === undefined ? [] : [sale]),
  parents: { order_id: () => orders },
  cells: {
    order_id: (sale: Sale) => orders.id(sale.number),
    metadata: (_sale, draw) => ({
      device: draw.pick(['phone', 'desktop', 'tablet']),
      visits_before: draw.integer(0, 9),
    }),
    created_by: (sale) => sale.staff,
    created_at: (sale) => time(sale.orderedAt),
    updated_at: (sale) => time(sale.orderedAt),
  },
});

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
    customer_feedback: (sale, draw) =>
      sale.status === 'completed' && draw.chance(0.4) ? draw.pick(FEEDBACK) : null,
    created_by: (sale) => sale.staff,
    created_at: (sale) => time(sale.orderedAt),
    updated_at: (sale) => time(sale.orderedAt),
  },
});
