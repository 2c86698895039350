import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { products } from '@erp/products/factories/products';
import { orderLines } from '../demo/order-lines.ts';
import { LIMITS, type OrderStatus, type Sale, saleCount, saleOf } from '../demo/sales.ts';
import type { OrderItemsRow } from '../tables.ts';
import { orders } from './orders.ts';

/** How far a line is when its order is in a status. */
const FULFILMENT: Record<OrderStatus, OrderItemsRow['status']> = {
  draft: 'pending',
  pending: 'pending',
  confirmed: 'allocated',
  processing: 'in_production',
  on_hold: 'backordered',
  shipped: 'shipped',
  delivered: 'delivered',
  completed: 'delivered',
  cancelled: 'cancelled',
  refunded: 'returned',
};

/** Order lines, each with a copy of what was sold. */
export const orderItems = factory('order_items', {
  count: saleCount,
  story: saleOf,
  most: LIMITS.lines,
  rows: orderLines,
  parents: { order_id: () => orders },
  alone: { product_id: null },
  cells: {
    order_id: (line) => orders.id(line.sale.number),
    product_id: (line) => products.id(line.ware.product),
    line_item_id: (line) => `${line.index + 1}`,
    product_name: (line) => line.ware.name,
    sku: (line) => line.ware.sku,
    status: (line) => FULFILMENT[line.sale.status],
    quantity: (line) => line.quantity,
    unit_price: (line) => money(line.ware.cents),
    discount_amount: (line) => money(line.discount),
    tax_class: (line) => line.ware.taxClass,
    tax_rate: (line) => line.ware.taxRate,
    properties: (line, draw, tenant) =>
      tenant.trade === 'jewelry' && draw.chance(0.2)
        ? { ...line.ware.options, engraving: 'For ever' }
        : (line.ware.options ?? {}),
    created_by: (line) => line.sale.staff,
    created_at: (line) => time(line.sale.orderedAt),
    updated_at: (line) => time((line.sale.path.at(-1) as Sale['path'][number]).at),
  },
});
