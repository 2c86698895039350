import { staffWithRole } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { DAY, day, time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { casesOf, REASONS } from '../demo/after-sales-cases.ts';
import { LIMITS, saleCount, saleOf } from '../demo/sales.ts';
import { orderItems } from './order-items.ts';
import { orders } from './orders.ts';
import '../tables.ts';

/** Returns, repairs, exchanges and the like. */
export const orderItemsAfterSales = factory('order_items_after_sales', {
  count: saleCount,
  story: (tenant, number) => casesOf(saleOf(tenant, number), tenant),
  most: LIMITS.lines,
  rows: (cases) => cases,
  parents: {
    order_item_id: () => orderItems,
    order_id: { from: 'order_item_id', column: 'order_id' },
  },
  cells: {
    order_id: ({ line }) => orders.id(line.sale.number),
    order_item_id: ({ line }) => orderItems.id(line.sale.number, line.index),
    case_type: (each) => each.type,
    status: (each) => (each.type === 'refund' ? 'refunded' : each.closed ? 'closed' : 'received'),
    rma_code: (_each, _draw, _tenant, id) => `RMA-${String(id).padStart(6, '0')}`,
    amount: ({ type, line }) => (type === 'refund' ? money(line.subtotal - line.discount + line.tax) : null),
    tracking_number: (each, draw) => (each.closed ? `TR${draw.integer(10_000_000, 99_999_999)}` : null),
    tracking_status: (each) => (each.closed ? 'delivered' : null),
    reason: (_each, draw) => draw.pick(REASONS),
    details: (each) => (each.closed ? 'Settled with the customer.' : null),
    inquiry_date: (each) => day(each.openedAt),
    received_date: (each) => day(each.openedAt + 3 * DAY),
    created_by: (_each, _draw, tenant) => staffWithRole(tenant, 'manager'),
    created_at: (each) => time(each.openedAt),
    updated_at: (each, _draw, tenant) => time(Math.min(each.openedAt + 3 * DAY, tenant.until)),
  },
});
