import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { type Sale, saleCount, saleOf } from '../demo/sales.ts';
import { orders } from './orders.ts';
import '../tables.ts';

const tracked = keyed('orders_meta.tracked', (draw) => draw.chance(0.25));

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
    updated_by: (sale) => sale.staff,
    created_at: (sale) => time(sale.orderedAt),
    updated_at: (sale) => time(sale.orderedAt),
  },
});
