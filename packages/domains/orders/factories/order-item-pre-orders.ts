import type { OrderStatus, Step } from '@erp/demo-world/order-course';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { factory } from '@erp/kit/factory';
import { DAY, day, time } from '@erp/kit/moment';
import { articleOf } from '@erp/products/demo';
import { orderLines } from '../demo/order-lines.ts';
import { LIMITS, type Sale, saleCount, saleOf } from '../demo/sales.ts';
import { say } from '../demo/texts/words.ts';
import { orderItems } from './order-items.ts';
import { orders } from './orders.ts';
import '../tables.ts';

/** Most that can be ordered before it is there was; of other goods, few were out of stock. */
const sold = keyed('order_item_pre_orders.sold', (draw) => {
  const share = draw.unit();
  return (early: boolean) => share < (early ? 0.5 : 0.015);
});

/** Lines that were sold before the goods were there. */
function waitingLines(sale: Sale, tenant: DemoTenant) {
  if (sale.status === 'draft') return [];
  return orderLines(sale).filter(({ index, ware }) =>
    sold(tenant, orderItems.id(sale.number, index))(articleOf(tenant, ware.product).preOrder),
  );
}

/** The step that its goods have come to: ordered as soon as the order is confirmed, released when they leave. */
function lastStep({ path }: Sale): Step {
  const found = path.find(({ status }) => status === 'shipped' || status === 'cancelled');
  return found ?? path.find(({ status }) => status === 'confirmed') ?? (path[0] as Step);
}

const STATUSES: Readonly<Partial<Record<OrderStatus, 'cancelled' | 'ordered' | 'released'>>> = {
  cancelled: 'cancelled',
  confirmed: 'ordered',
  shipped: 'released',
};

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
    status: ({ sale }) => STATUSES[lastStep(sale).status] ?? 'pending',
    category: (_row, _draw, tenant) => say(tenant, 'made to order'),
    // Whoever knows the vendors puts in one of them.
    vendor: null,
    hold_until: (line) => day(line.sale.orderedAt + DAY),
    processing_date: ({ sale }) => {
      const confirmed = sale.path.find(({ status }) => status === 'confirmed');
      return confirmed === undefined ? null : day(confirmed.at);
    },
    reason: (_row, _draw, tenant) => say(tenant, 'Out of stock when it was ordered.'),
    created_by: (line) => line.sale.staff,
    updated_by: ({ sale }) => lastStep(sale).by ?? sale.staff,
    created_at: (line) => time(line.sale.orderedAt),
    updated_at: ({ sale }) => time(lastStep(sale).at),
  },
});
