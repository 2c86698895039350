import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { factory } from '@erp/kit/factory';
import { DAY, day, time } from '@erp/kit/moment';
import { orderLines } from '../demo/order-lines.ts';
import { LIMITS, type Sale, saleCount, saleOf } from '../demo/sales.ts';
import { say } from '../demo/texts/words.ts';
import { orderItems } from './order-items.ts';
import { orders } from './orders.ts';
import '../tables.ts';

const sold = keyed('order_item_pre_orders.sold', (draw) => draw.chance(0.04));

/** Lines that were sold before the goods were there. */
function waitingLines(sale: Sale, tenant: DemoTenant) {
  if (sale.status === 'draft') return [];
  return orderLines(sale).filter((line) => sold(tenant, orderItems.id(sale.number, line.index)));
}

const VENDORS = ['Brook & Daughters', 'Atelier du Lac', 'Hansen Werkstatt', 'Old Mill Supply'];

/** What is done to get goods that were sold before they were there. */
export const orderItemPreOrders = factory('order_item_pre_orders', {
  count: saleCount,
  story: (tenant, number) => waitingLines(saleOf(tenant, number), tenant),
  most: LIMITS.lines,
  rows: (lines) => lines,
  parents: {
    order_item_id: () => orderItems,
    order_id: { from: 'order_item_id', column: 'order_id' },
  },
  cells: {
    order_id: (line) => orders.id(line.sale.number),
    order_item_id: (line) => orderItems.id(line.sale.number, line.index),
    status: ({ sale }) =>
      sale.path.some((step) => step.status === 'shipped')
        ? 'released'
        : sale.status === 'cancelled'
          ? 'cancelled'
          : 'ordered',
    category: (_row, _draw, tenant) => say(tenant, 'made to order'),
    vendor: (_line, draw) => draw.pick(VENDORS),
    hold_until: (line) => day(line.sale.orderedAt + 2 * DAY),
    processing_date: (line) => day(line.sale.orderedAt + DAY),
    reason: (_row, _draw, tenant) => say(tenant, 'Out of stock when it was ordered.'),
    created_by: (line) => line.sale.staff,
    updated_by: (line) => line.sale.staff,
    created_at: (line) => time(line.sale.orderedAt),
    updated_at: (line) => time(line.sale.orderedAt),
  },
});
