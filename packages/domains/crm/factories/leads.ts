import { anyStaff, type DemoTenant } from '@erp/kit/demo-tenant';
import { keyed, weights } from '@erp/kit/draw';
import { factory } from '@erp/kit/factory';
import { DAY, time } from '@erp/kit/moment';
import { daysBeforeEnd, type Person, person, personCount } from './people.ts';
import { personalKeys } from './personal-keys.ts';
import '../tables.ts';

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

const lastOf = (lead: Lead) => lead.path.at(-1) as Lead['path'][number];

/** At most one enquiry per person; those who bought were converted. */
export const leads = factory('crm_leads', {
  count: personCount,
  story: leadOf,
  rows: (lead) => (lead === undefined ? [] : [lead]),
  parents: { personal_key_id: () => personalKeys },
  alone: { status: 'new', status_note: null, converted_customer_id: null, converted_at: null },
  cells: {
    personal_key_id: (lead: Lead) => personalKeys.id(lead.person.number),
    status: (lead) => lastOf(lead).status,
    status_note: (lead) => lastOf(lead).note,
    source: (lead) => lead.person.source,
    assigned_to: (lead) => lead.assignedTo,
    converted_customer_id: (lead) => (lead.person.customer === undefined ? null : lead.person.customer + 1),
    converted_at: (lead) => (lead.person.customer === undefined ? null : time(lastOf(lead).at)),
    created_at: (lead) => time(lead.person.knownSince),
    updated_at: (lead) => time(lastOf(lead).at),
  },
  traits: {
    open: { status: 'new', status_note: null, converted_customer_id: null, converted_at: null },
    lost: { status: 'lost', converted_customer_id: null, converted_at: null },
  },
});

/** Every status that an enquiry has been in. */
export const leadStatusHistory = factory('crm_lead_status_history', {
  count: personCount,
  story: leadOf,
  most: 4,
  rows: (lead) =>
    (lead?.path ?? []).map((step, index, path) => ({
      lead: lead as Lead,
      step,
      from: path[index - 1]?.status ?? null,
    })),
  parents: { lead_id: () => leads },
  cells: {
    lead_id: ({ lead }) => leads.id(lead.person.number),
    from_status: ({ from }) => from,
    to_status: ({ step }) => step.status,
    changed_by: ({ lead }) => lead.assignedTo,
    reason: ({ step }) => step.note,
    changed_at: ({ step }) => time(step.at),
    created_at: ({ step }) => time(step.at),
  },
});
