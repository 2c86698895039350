import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { type Sale, saleCount, saleOf } from '../demo/sales.ts';
import { say } from '../demo/texts/words.ts';
import { orders } from './orders.ts';
import '../tables.ts';

const pictured = keyed('order_images.pictured', (draw) => draw.chance(0.07));

/** What pictures of orders show, and what is written below them. */
const SHOWS = [
  ['custom', 'As the customer wants it.'],
  ['custom', 'The wrapping that is wished for.'],
  ['product', 'The one that is meant.'],
  ['product', 'Like this one, please.'],
  ['receipt', 'The receipt of an earlier order.'],
] as const;

const shown = keyed('order_images.shown', (draw) => draw.pick(SHOWS));

/** Pictures that came with an order. */
export const orderImages = factory('order_images', {
  count: saleCount,
  story: (tenant: DemoTenant, number): Sale | undefined =>
    pictured(tenant, number) ? saleOf(tenant, number) : undefined,
  rows: (sale) => (sale === undefined ? [] : [sale]),
  parents: { order_id: () => orders },
  cells: {
    order_id: (sale: Sale) => orders.id(sale.number),
    image_url: (sale, _draw, tenant) => `https://${tenant.slug}.example.com/orders/${sale.number + 1}/1.jpg`,
    image_type: (sale, _draw, tenant) => shown(tenant, sale.number)[0],
    description: (sale, _draw, tenant) => say(tenant, shown(tenant, sale.number)[1]),
    created_by: (sale) => sale.staff,
    updated_by: (sale) => sale.staff,
    created_at: (sale) => time(sale.orderedAt),
    updated_at: (sale) => time(sale.orderedAt),
  },
});
