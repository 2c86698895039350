import { type Person, person } from '@erp/demo-world/people';
import { type Deed, dutyFrom, onDuty } from '@erp/demo-world/roster';
import { daysBeforeEnd } from '@erp/demo-world/sales-clock';
import { anyStaff, type DemoTenant } from '@erp/kit/demo-tenant';
import { keyed, weights } from '@erp/kit/draw';
import { DAY, MINUTE } from '@erp/kit/moment';
import { say } from './texts/words.ts';

type LeadStatus = 'new' | 'contacted' | 'qualified' | 'converted' | 'lost';

/** An enquiry with every status that it has been in, the first one included. */
export interface Lead {
  readonly person: Person;
  readonly assignedTo: number | null;
  readonly path: readonly {
    readonly status: LeadStatus;
    readonly at: number;
    /** Nobody where a form brought it in, or the web shop sold. */
    readonly by: number | null;
    readonly note: string | null;
  }[];
}

/** The enquiry of a person, or none. Its number is the person's. */
export function leadOf(tenant: DemoTenant, number: number): Lead | undefined {
  const someone = person(tenant, number);
  if (!someone.asked) return undefined;
  const { statuses, assignedTo, reason } = course(tenant, number);
  const ways = someone.customer === undefined ? statuses : WON;
  const end = someone.boughtAt ?? Math.min(someone.knownSince + 20 * DAY, tenant.until);
  const step = Math.min((end - someone.knownSince) / (ways.length - 1 || 1), 9 * DAY);
  const path: Lead['path'][number][] = [];
  for (const [index, status] of ways.entries()) {
    const at = Math.floor(status === 'converted' ? end : Math.min(someone.knownSince + index * step, end));
    // Who was never talked to named no price and no day.
    const why = path.length === 1 ? 'Bought elsewhere.' : reason;
    const note = status === 'lost' ? say(tenant, why) : null;
    const deed = index === 0 || status === 'converted' ? ifOnDuty(tenant, at, assignedTo) : undefined;
    const done = deed ?? taken(tenant, at, assignedTo, status === 'lost' ? tenant.until : end, path);
    if (done !== undefined) path.push({ status, ...done, note });
  }
  return { person: someone, assignedTo, path };
}

/** Who has the lead does it where they are at work; else nobody does. */
function ifOnDuty(tenant: DemoTenant, at: number, user: number | null): Deed {
  const isThere = onDuty(tenant, at).some(({ userId }) => userId === user);
  return { at, by: isThere ? user : null };
}

/** As soon as who has the lead is at work; undefined where that is too late. */
function taken(
  tenant: DemoTenant,
  due: number,
  user: number | null,
  latest: number,
  path: Lead['path'],
): Deed | undefined {
  const before = path.at(-1)?.at ?? due;
  const { at, by } = dutyFrom(tenant, Math.max(due, before + 5 * MINUTE), 0, user);
  return at < latest ? { at, by: user === null ? null : by } : undefined;
}

const course = keyed('crm_leads.course', (draw, tenant, number) => {
  const age = daysBeforeEnd(tenant, person(tenant, number).knownSince);
  return {
    statuses: draw.weighted(age < 4 ? FRESH : age < 30 ? RIPE : age < 150 ? SLOW : OLD),
    assignedTo: draw.chance(0.92) ? anyStaff(tenant, draw) : null,
    reason: draw.pick(REASONS),
  };
});

const WON: readonly LeadStatus[] = ['new', 'contacted', 'qualified', 'converted'];
const FRESH = weights<readonly LeadStatus[]>([
  [['new'], 6],
  [['new', 'contacted'], 4],
]);
const RIPE = weights<readonly LeadStatus[]>([
  [['new', 'contacted'], 4],
  [['new', 'contacted', 'qualified'], 4],
  [['new', 'contacted', 'lost'], 2],
]);
/** Some take months to make up their minds. */
const SLOW = weights<readonly LeadStatus[]>([
  [['new', 'contacted'], 3],
  [['new', 'contacted', 'qualified'], 3],
  [['new', 'contacted', 'lost'], 3],
  [['new', 'contacted', 'qualified', 'lost'], 2],
]);
const OLD = weights<readonly LeadStatus[]>([
  [['new', 'contacted', 'lost'], 6],
  [['new', 'contacted', 'qualified', 'lost'], 3],
  [['new', 'lost'], 1],
]);
const REASONS = [
  'Bought elsewhere.',
  'No answer after three tries.',
  'The price was above the budget.',
  'Wanted delivery sooner.',
  'Only looked around.',
];
