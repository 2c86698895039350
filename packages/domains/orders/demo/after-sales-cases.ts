import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { DAY } from '@erp/kit/moment';
import { orderItems } from '../factories/order-items.ts';
import { type OrderLine, orderLines } from './order-lines.ts';
import type { Sale } from './sales.ts';

interface Case {
  readonly line: OrderLine;
  readonly type: 'return' | 'repair' | 'exchange' | 'refund' | 'warranty';
  readonly closed: boolean;
  readonly openedAt: number;
}

/** Why a piece came back. */
export const REASONS = [
  'Does not fit.',
  'Arrived damaged.',
  'Came loose after a week.',
  'Not as on the picture.',
];

const caseOf = keyed('order_items_after_sales.case', (draw) => ({
  there: draw.chance(0.06),
  type: draw.pick(['return', 'repair', 'exchange', 'warranty'] as const),
  closed: draw.chance(0.7),
  after: draw.integer(1, 12) * DAY,
}));

/** Cases on lines that arrived: one on each line of a refunded order, and on some others. */
export function casesOf(sale: Sale, tenant: DemoTenant): readonly Case[] {
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
