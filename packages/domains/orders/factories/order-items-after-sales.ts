import { factory } from '@erp/kit/factory';
import { day, time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { type Case, caseReason, casesOf } from '../demo/after-sales-cases.ts';
import { LIMITS, saleCount, saleOf } from '../demo/sales.ts';
import { say } from '../demo/texts/words.ts';
import { orderItems } from './order-items.ts';
import { orders } from './orders.ts';
import '../tables.ts';

const lastStep = (each: Case) => each.path.at(-1) as Case['path'][number];
const isOver = (each: Case) => ['closed', 'refunded'].includes(lastStep(each).status);

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
    status: (each) => lastStep(each).status,
    quantity: ({ line }) => line.quantity,
    received_quantity: ({ line, receivedAt }) => (receivedAt === undefined ? 0 : line.quantity),
    restocked_quantity: ({ line, receivedAt, restocked }) =>
      receivedAt !== undefined && restocked ? line.quantity : 0,
    refunded_amount: (each) => money(each.refunded),
    opening_key: (_each, _draw, _tenant, id) => `demo-case-${id}`,
    rma_code: (_each, _draw, _tenant, id) => `RMA-${String(id).padStart(6, '0')}`,
    tracking_number: (each, draw) => (isOver(each) ? `TR${draw.integer(10_000_000, 99_999_999)}` : null),
    tracking_status: (each) => (isOver(each) ? 'delivered' : null),
    reason: (_each, _draw, tenant, id) => say(tenant, caseReason(tenant, id)),
    details: (each, _draw, tenant) => say(tenant, isOver(each) ? 'Settled with the customer.' : null),
    inquiry_date: (each) => day(each.openedAt),
    received_date: (each) => (each.receivedAt === undefined ? null : day(each.receivedAt)),
    created_by: (each) => each.path[0]?.by ?? null,
    updated_by: (each) => lastStep(each).by,
    created_at: (each) => time(each.openedAt),
    updated_at: (each) => time(lastStep(each).at),
  },
});
