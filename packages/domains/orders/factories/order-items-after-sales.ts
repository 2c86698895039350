import { factory } from '@erp/kit/factory';
import { day, time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { type Case, casesOf } from '../demo/after-sales-cases.ts';
import { LIMITS, saleCount, saleOf } from '../demo/sales.ts';
import { say } from '../demo/texts/words.ts';
import { orderItems } from './order-items.ts';
import { orders } from './orders.ts';
import '../tables.ts';

const lastStep = (each: Case) => each.path.at(-1) as Case['path'][number];
const isOver = (each: Case) => ['closed', 'refunded'].includes(lastStep(each).status);

/** How a case ended, in English. */
function settlementOf({ type, line }: Case): string {
  if (type === 'exchange') return 'Another one was sent.';
  if (type !== 'return') return 'Mended and sent back.';
  return line.sale.status === 'refunded' ? 'The money went back.' : 'A voucher over the price was sent.';
}

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
    tracking_number: (each, draw) =>
      lastStep(each).status === 'inquiry' ? null : `TR${draw.integer(10_000_000, 99_999_999)}`,
    tracking_status: (each) =>
      each.receivedAt !== undefined ? 'delivered' : lastStep(each).status === 'inquiry' ? null : 'announced',
    reason: (each, _draw, tenant) => say(tenant, each.reason),
    details: (each, _draw, tenant) => say(tenant, isOver(each) ? settlementOf(each) : null),
    inquiry_date: (each) => day(each.openedAt),
    received_date: (each) => (each.receivedAt === undefined ? null : day(each.receivedAt)),
    created_by: (each) => each.path[0]?.by ?? null,
    updated_by: (each) => lastStep(each).by,
    created_at: (each) => time(each.openedAt),
    updated_at: (each) => time(lastStep(each).at),
  },
});
