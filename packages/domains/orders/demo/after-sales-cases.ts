import type { Step } from '@erp/demo-world/order-course';
import { type Deed, managerFrom } from '@erp/demo-world/roster';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { DAY, HOUR, MINUTE } from '@erp/kit/moment';
import { type OrderLine, orderLines } from './order-lines.ts';
import { LIMITS, type Sale } from './sales.ts';

/** Status of a case. */
type CaseStatus = 'inquiry' | 'approved' | 'received' | 'refunded' | 'closed';

export interface CaseStep {
  readonly status: CaseStatus;
  readonly at: number;
  readonly by: number | null;
}

/** A case on all pieces of a line. */
export interface Case {
  readonly line: OrderLine;
  readonly type: 'return' | 'repair' | 'exchange' | 'warranty';
  /** Managers deal with cases, or who stands in for them. */
  readonly path: readonly CaseStep[];
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
  const refund = sale.path.find((step) => step.status === 'refunded');
  const refundedAt = refund?.at;
  if (refund === undefined && !drawn.there) return undefined;
  // Goods are back before the money goes.
  const due = Math.min(delivered + drawn.after, (refundedAt ?? Number.POSITIVE_INFINITY) - 5 * DAY);
  const opened = managerFrom(tenant, Math.max(due, delivered + HOUR));
  const openedAt = opened.at;
  if (openedAt >= tenant.until) return undefined;

  const byCase = isRefundedByCase(sale);
  const path = caseSteps(tenant, opened, refund, byCase, drawn.closed);
  const type = refundedAt === undefined ? drawn.type : 'return';
  const forGood = type === 'return' || type === 'exchange';
  return {
    line,
    type,
    path,
    openedAt,
    receivedAt: path.find((step) => step.status === 'received')?.at,
    forGood,
    restocked: forGood && !line.ware.bespoke && (refundedAt !== undefined || drawn.restocked),
    refunded: byCase ? line.subtotal - line.discount + line.tax : 0,
  };
}

/** The steps of a case until the end of the story: asked, approved, back, and over. */
function caseSteps(
  tenant: DemoTenant,
  opened: Deed,
  refund: Step | undefined,
  byCase: boolean,
  closed: boolean,
): readonly CaseStep[] {
  const steps: CaseStep[] = [{ status: 'inquiry', ...opened }];
  const add = (status: CaseStatus, after: number) => {
    const before = steps.at(-1) as CaseStep;
    const { at, by } = managerFrom(tenant, before.at + after);
    // What is refunded on a day was back by then.
    const tooLate = refund !== undefined && at > refund.at - 10 * MINUTE;
    steps.push(
      tooLate
        ? { status, at: Math.max(before.at, refund.at - 10 * MINUTE), by: refund.by }
        : { status, at, by },
    );
  };
  add('approved', 4 * HOUR);
  add('received', 3 * DAY);
  if (refund !== undefined) {
    steps.push({ status: byCase ? 'refunded' : 'closed', at: refund.at, by: refund.by });
  } else if (closed) {
    add('closed', DAY);
  }
  return steps.filter((step) => step.at < tenant.until);
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
