import type { Step } from '@erp/demo-world/order-course';
import { type Deed, managerFrom } from '@erp/demo-world/roster';
import type { DemoTenant, Trade } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { DAY, HOUR, MINUTE } from '@erp/kit/moment';
import { type OrderLine, orderLines } from './order-lines.ts';
import { LIMITS, type Sale } from './sales.ts';

/** Status of a case. */
type CaseStatus = 'inquiry' | 'approved' | 'received' | 'in_repair' | 'replaced' | 'refunded' | 'closed';

export interface CaseStep {
  readonly status: CaseStatus;
  readonly at: number;
  readonly by: number | null;
}

/** A case on all pieces of a line. */
export interface Case {
  readonly line: OrderLine;
  readonly type: 'return' | 'repair' | 'exchange' | 'warranty';
  /** Why, in English. */
  readonly reason: string;
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

/** What customers complain of. */
interface Complaint {
  readonly text: string;
  /** What they may ask for; money goes back for what came back. */
  readonly types: readonly Case['type'][];
  /** Whether the next customer may have the piece. */
  readonly sound?: boolean;
  /** From how many days after it came on it is noticed. */
  readonly after?: number;
}

const FOR_GOOD = ['return', 'exchange'] as const;
const OF_GOODS: readonly Complaint[] = [
  { text: 'Not as on the picture.', types: FOR_GOOD, sound: true },
  { text: 'Is not needed after all.', types: ['return'], sound: true },
  { text: 'Arrived damaged.', types: ['return', 'exchange', 'repair'] },
];

/** Nobody mends food, nor sells it again. */
const COMPLAINTS: Record<Trade, readonly Complaint[]> = {
  jewelry: [
    ...OF_GOODS,
    { text: 'Does not fit.', types: FOR_GOOD, sound: true },
    { text: 'The clasp does not close any more.', types: ['repair', 'warranty'], after: 6 },
  ],
  home_goods: [
    ...OF_GOODS,
    { text: 'Does not fit into the room.', types: FOR_GOOD, sound: true },
    { text: 'Came loose after a week.', types: ['repair', 'warranty'], after: 7 },
  ],
  food: [
    { text: 'Arrived damaged.', types: FOR_GOOD },
    { text: 'The lid was open.', types: FOR_GOOD },
    { text: 'Is hardly good for a week any more.', types: FOR_GOOD },
    { text: 'Not what was ordered.', types: FOR_GOOD },
  ],
};

/** What is complained of, by the number of the case. */
const complaintOf = keyed('order_items_after_sales.because', (draw, tenant) =>
  draw.pick(COMPLAINTS[tenant.trade]),
);

/** The same of an order that was paid back: its pieces came back for good. */
const returnComplaintOf = keyed('order_items_after_sales.because_of_return', (draw, tenant) =>
  draw.pick(COMPLAINTS[tenant.trade].filter(({ types }) => types.includes('return'))),
);

/** The most steps of a case. */
export const MOST_STEPS = 5;

const caseOf = keyed('order_items_after_sales.case', (draw) => ({
  there: draw.chance(0.06),
  type: draw.unit(),
  closed: draw.chance(0.7),
  after: draw.integer(1, 12),
  restocked: draw.chance(0.8),
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
  const number = sale.number * LIMITS.lines + line.index + 1;
  const drawn = caseOf(tenant, number);
  const refund = sale.path.find((step) => step.status === 'refunded');
  const refundedAt = refund?.at;
  if (refund === undefined && !drawn.there) return undefined;
  const complaint = (refund === undefined ? complaintOf : returnComplaintOf)(tenant, number);
  const after = Math.max(drawn.after, complaint.after ?? 0) * DAY;
  // Goods are back before the money goes.
  const due = Math.min(delivered + after, (refundedAt ?? Number.POSITIVE_INFINITY) - 5 * DAY);
  const asked = managerFrom(tenant, Math.max(due, delivered + HOUR));
  // While managers are on leave, whoever is going to pay it back takes it up.
  const opened = refund !== undefined && asked.at > justBefore(refund).at ? justBefore(refund) : asked;
  const openedAt = opened.at;
  if (openedAt >= tenant.until) return undefined;

  const byCase = isRefundedByCase(sale);
  const { types, text, sound } = complaint;
  const type =
    refund === undefined ? (types[Math.floor(drawn.type * types.length)] as Case['type']) : 'return';
  const path = caseSteps(tenant, opened, refund, byCase, drawn.closed, type);
  const forGood = type === 'return' || type === 'exchange';
  return {
    line,
    type,
    reason: text,
    path,
    openedAt,
    receivedAt: path.find((step) => step.status === 'received')?.at,
    forGood,
    restocked: forGood && !line.ware.bespoke && sound === true && drawn.restocked,
    refunded: byCase ? line.subtotal - line.discount + line.tax : 0,
  };
}

/** The last moment at which something can be done before money goes back, by whoever sends it. */
function justBefore({ at, by }: Step): Deed {
  return { at: at - 10 * MINUTE, by };
}

/** The steps of a case until the end of the story: asked, approved, back, and over. */
function caseSteps(
  tenant: DemoTenant,
  opened: Deed,
  refund: Step | undefined,
  byCase: boolean,
  closed: boolean,
  type: Case['type'],
): readonly CaseStep[] {
  const steps: CaseStep[] = [{ status: 'inquiry', ...opened }];
  const add = (status: CaseStatus, after: number) => {
    const before = steps.at(-1) as CaseStep;
    const { at, by } = managerFrom(tenant, before.at + after);
    // What is refunded on a day was back by then.
    const tooLate = refund !== undefined && at > justBefore(refund).at;
    steps.push(
      tooLate
        ? { status, at: Math.max(before.at, justBefore(refund).at), by: refund.by }
        : { status, at, by },
    );
  };
  add('approved', 4 * HOUR);
  add('received', 3 * DAY);
  if (refund !== undefined) {
    steps.push({ status: byCase ? 'refunded' : 'closed', at: refund.at, by: refund.by });
  } else {
    if (type === 'exchange') add('replaced', DAY);
    else if (type !== 'return') add('in_repair', DAY);
    if (closed) add('closed', type === 'exchange' || type === 'return' ? 2 * DAY : 6 * DAY);
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
