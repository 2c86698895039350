import { type DemoTenant, staffWithRole } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { factory } from '@erp/kit/factory';
import { DAY, day, time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { type OrderLine, orderItems, orderLines } from './order-items.ts';
import { orders } from './orders.ts';
import { LIMITS, type Sale, saleCount, saleOf } from './sales.ts';
import '../tables.ts';

interface Case {
  readonly line: OrderLine;
  readonly type: 'return' | 'repair' | 'exchange' | 'refund' | 'warranty';
  readonly closed: boolean;
  readonly openedAt: number;
}

const REASONS = ['Does not fit.', 'Arrived damaged.', 'Came loose after a week.', 'Not as on the picture.'];

const caseOf = keyed('order_items_after_sales.case', (draw) => ({
  there: draw.chance(0.06),
  type: draw.pick(['return', 'repair', 'exchange', 'warranty'] as const),
  closed: draw.chance(0.7),
  after: draw.integer(1, 12) * DAY,
}));

/** Cases on lines that arrived: one on each line of a refunded order, and on some others. */
function casesOf(sale: Sale, tenant: DemoTenant): readonly Case[] {
  const delivered = sale.path.find((step) => step.status === 'delivered')?.at;
  if (delivered === undefined) return [];
  return orderLines(sale).flatMap((line): readonly Case[] => {
    const drawn = caseOf(tenant, orderItems.id(sale.number, line.index));
    const refunded = sale.status === 'refunded';
    const openedAt = delivered + drawn.after;
    if ((!refunded && !drawn.there) || openedAt >= tenant.until) return [];
    return [{ line, type: refunded ? 'refund' : drawn.type, closed: refunded || drawn.closed, openedAt }];
  });
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
