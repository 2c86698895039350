import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { DAY, HOUR } from '@erp/kit/moment';
import { type OrderLine, orderLines } from './order-lines.ts';
import { LIMITS, type Sale } from './sales.ts';

/** Status of a case. */
type CaseStatus = 'inquiry' | 'approved' | 'received' | 'refunded' | 'closed';

/** A case on all pieces of a line. */
export interface Case {
  readonly line: OrderLine;
  readonly type: 'return' | 'repair' | 'exchange' | 'warranty';
  readonly path: readonly { readonly status: CaseStatus; readonly at: number }[];
  readonly openedAt: number;
  /** When the pieces were back; undefined while they are not. */
  readonly receivedAt: number | undefined;
  /** Whether they came for good, and went into stock again. */
  readonly forGood: boolean;
  readonly restocked: boolean;
  /** Whether the money went back by the case, in cents; otherwise it went back by its payments. */
  readonly refunded: number;
}

const REASONS = ['Does not fit.', 'Arrived damaged.', 'Came loose after a week.', 'Not as on the picture.'];

/** Why a piece came back, by the number of the case. */
export const caseReason = keyed('order_items_after_sales.because', (draw) => draw.pick(REASONS));

/** The most steps of a case. */
export const MOST_STEPS = 4;

const caseOf = keyed('order_items_after_sales.case', (draw) => ({
  there: draw.chance(0.06),
  type: draw.pick(['return', 'repair', 'exchange', 'warranty'] as const),
  closed: draw.chance(0.7),
  after: draw.integer(1, 12) * DAY,
  restocked: draw.chance(0.6),
}));

/** Cases on lines that arrived: one on each line of a refunded order, and on some others. */
export function casesOf(sale: Sale, tenant: DemoTenant): readonly Case[] {
  return orderLines(sale).flatMap((line) => lineCase(line, tenant) ?? []);
}

/** The case on a line, where there is one. */
export function lineCase(line: OrderLine, tenant: DemoTenant): Case | undefined {
  const { sale } = line;
  const delivered = momentOf(sale, 'delivered');
  if (delivered === undefined) return undefined;
  const drawn = caseOf(tenant, sale.number * LIMITS.lines + line.index + 1);
  const refundedAt = momentOf(sale, 'refunded');
  if (refundedAt === undefined && !drawn.there) return undefined;
  // Goods are back before the money goes.
  const openedAt = Math.min(
    delivered + drawn.after,
    (refundedAt ?? Number.POSITIVE_INFINITY) - 3 * DAY - HOUR,
  );
  if (openedAt >= tenant.until) return undefined;

  const receivedAt = openedAt + 3 * DAY;
  const byCase = isRefundedByCase(sale);
  const steps: Case['path'] = [
    { status: 'inquiry', at: openedAt },
    { status: 'approved', at: openedAt + 4 * HOUR },
    { status: 'received', at: receivedAt },
    ...(refundedAt !== undefined
      ? [{ status: byCase ? ('refunded' as const) : ('closed' as const), at: refundedAt }]
      : drawn.closed
        ? [{ status: 'closed' as const, at: receivedAt + DAY }]
        : []),
  ];
  const path = steps.filter((step) => step.at < tenant.until);
  const type = refundedAt === undefined ? drawn.type : 'return';
  const forGood = type === 'return' || type === 'exchange';
  return {
    line,
    type,
    path,
    openedAt,
    receivedAt: path.some((step) => step.status === 'received') ? receivedAt : undefined,
    forGood,
    restocked: forGood && !line.ware.bespoke && (refundedAt !== undefined || drawn.restocked),
    refunded: byCase ? line.subtotal - line.discount + line.tax : 0,
  };
}

/** Whether the money of a sale went back by its one case: one line, paid once. */
export function isRefundedByCase(sale: Sale): boolean {
  return (
    sale.status === 'refunded' &&
    sale.lines.length === 1 &&
    sale.payments.filter((each) => each.kind === 'payment' && each.status === 'paid').length === 1
  );
}

function momentOf(sale: Sale, status: Sale['status']): number | undefined {
  return sale.path.find((step) => step.status === status)?.at;
}
