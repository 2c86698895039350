import { type Person, person } from '@erp/demo-world/people';
import { daysBeforeEnd } from '@erp/demo-world/sales-clock';
import { anyStaff, type DemoTenant } from '@erp/kit/demo-tenant';
import { keyed, weights } from '@erp/kit/draw';
import { DAY } from '@erp/kit/moment';

type LeadStatus = 'new' | 'contacted' | 'qualified' | 'converted' | 'lost';

/** An enquiry with every status that it has been in, the first one included. */
export interface Lead {
  readonly person: Person;
  readonly assignedTo: number | null;
  readonly path: readonly {
    readonly status: LeadStatus;
    readonly at: number;
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
  return {
    person: someone,
    assignedTo,
    path: ways.map((status, index) => ({
      status,
      at: Math.floor(status === 'converted' ? end : Math.min(someone.knownSince + index * step, end)),
      note: status === 'lost' ? reason : null,
    })),
  };
}

const course = keyed('crm_leads.course', (draw, tenant, number) => {
  const age = daysBeforeEnd(tenant, person(tenant, number).knownSince);
  return {
    statuses: draw.weighted(age < 4 ? FRESH : age < 21 ? RIPE : OLD),
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
