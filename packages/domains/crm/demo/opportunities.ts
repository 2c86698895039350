import { type Person, person } from '@erp/demo-world/people';
import { dutyFrom, onDuty } from '@erp/demo-world/roster';
import { daysBeforeEnd } from '@erp/demo-world/sales-clock';
import { anyStaff, type DemoTenant } from '@erp/kit/demo-tenant';
import { keyed, weights } from '@erp/kit/draw';
import { DAY } from '@erp/kit/moment';

/** A chance to sell more than a person asked for. */
export interface Potential {
  readonly person: Person;
  readonly status: 'open' | 'won' | 'lost' | 'abandoned';
  readonly stage: 'prospecting' | 'qualification' | 'proposal' | 'negotiation' | 'closed';
  readonly priority: 'low' | 'medium' | 'high' | 'critical';
  readonly assignedTo: number | null;
  readonly closesAt: number;
  readonly openedAt: number;
  /** Where it has stood, from the beginning. */
  readonly path: readonly Standing[];
}

type Standing = Pick<Potential, 'status' | 'stage'> & {
  readonly at: number;
  readonly by: number | null;
  /** Why it came to nothing, in English. */
  readonly reason?: string;
};

/** The opportunity with a person, or none. Its number is the person's. */
export function potentialOf(tenant: DemoTenant, number: number): Potential | undefined {
  const found = chance(tenant, number);
  if (!found.there) return undefined;
  const someone = person(tenant, number);
  // Whoever has it writes it down; what is won is closed with the order.
  const by = found.assignedTo;
  const from = dutyFrom(tenant, someone.knownSince, 0, by).at;
  if (from >= (someone.boughtAt ?? tenant.until)) return undefined;
  const ends = Math.min(someone.knownSince + found.lasts, tenant.until - 3 * DAY);
  const closesAt = someone.boughtAt ?? dutyFrom(tenant, Math.max(ends, from), 0, by).at;
  const young = daysBeforeEnd(tenant, someone.knownSince) < 75;
  const status = someone.customer !== undefined ? 'won' : young ? 'open' : found.end;
  const path: Standing[] = [{ status: 'open', stage: 'prospecting', at: from, by }];
  const half = dutyFrom(tenant, from + Math.floor((closesAt - from) / 2), 0, by).at;
  // Who buys sooner than anybody can write it down is won from where they were.
  if (found.stage !== 'prospecting' && (status !== 'won' || half < closesAt))
    path.push({ status: 'open', stage: found.stage, at: Math.min(half, closesAt), by });
  const stage = status === 'won' ? 'closed' : found.stage;
  if (status !== 'open') {
    const isThere = onDuty(tenant, closesAt).some(({ userId }) => userId === by);
    path.push(
      status === 'won'
        ? { status, stage, at: closesAt, by: isThere ? by : null }
        : { status, stage, at: closesAt, by, reason: found.reason },
    );
  }
  return {
    person: someone,
    status,
    stage,
    priority: found.priority,
    assignedTo: found.assignedTo,
    // What was to be decided by now has been put off.
    closesAt:
      status !== 'open'
        ? closesAt
        : from + found.lasts > tenant.until
          ? from + found.lasts
          : tenant.until + (found.lasts % (30 * DAY)) + 2 * DAY,
    openedAt: from,
    path,
  };
}

const chance = keyed('crm_potential.chance', (draw, tenant) => ({
  there: draw.chance(0.3),
  lasts: draw.integer(14, 60) * DAY,
  end: draw.weighted(ENDS),
  stage: draw.pick(STAGES),
  priority: draw.weighted(PRIORITIES),
  assignedTo: draw.chance(0.9) ? anyStaff(tenant, draw) : null,
  reason: draw.pick(REASONS),
}));

const REASONS = [
  'Bought elsewhere.',
  'The price was above the budget.',
  'Put it off for a year.',
  'Did not answer any more.',
];

const ENDS = weights([
  ['lost', 7],
  ['abandoned', 3],
]);
const STAGES = ['prospecting', 'qualification', 'proposal', 'negotiation'] as const;
const PRIORITIES = weights([
  ['low', 2],
  ['medium', 5],
  ['high', 2],
  ['critical', 1],
]);
