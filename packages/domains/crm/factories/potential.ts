import { anyStaff, type DemoTenant } from '@erp/kit/demo-tenant';
import { keyed, weights } from '@erp/kit/draw';
import { factory } from '@erp/kit/factory';
import { DAY, day, time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { daysBeforeEnd, type Person, person, personCount } from './people.ts';
import { personalKeys } from './personal-keys.ts';
import '../tables.ts';

/** A chance to sell more than a person asked for. */
export interface Potential {
  readonly person: Person;
  readonly status: 'open' | 'won' | 'lost' | 'abandoned';
  readonly stage: 'prospecting' | 'qualification' | 'proposal' | 'negotiation' | 'closed';
  readonly priority: 'low' | 'medium' | 'high' | 'critical';
  readonly assignedTo: number | null;
  readonly closesAt: number;
}

/** The opportunity with a person, or none. Its number is the person's. */
export function potentialOf(tenant: DemoTenant, number: number): Potential | undefined {
  const found = chance(tenant, number);
  if (!found.there) return undefined;
  const someone = person(tenant, number);
  const closesAt = someone.boughtAt ?? Math.min(someone.knownSince + found.lasts, tenant.until);
  const young = daysBeforeEnd(tenant, someone.knownSince) < 45;
  const status = someone.customer !== undefined ? 'won' : young ? 'open' : found.end;
  return {
    person: someone,
    status,
    stage: status === 'won' ? 'closed' : found.stage,
    priority: found.priority,
    assignedTo: found.assignedTo,
    closesAt: status === 'open' ? someone.knownSince + found.lasts : closesAt,
  };
}

const chance = keyed('crm_potential.chance', (draw, tenant) => ({
  there: draw.chance(0.3),
  lasts: draw.integer(14, 60) * DAY,
  end: draw.weighted(ENDS),
  stage: draw.pick(STAGES),
  priority: draw.weighted(PRIORITIES),
  assignedTo: draw.chance(0.9) ? anyStaff(tenant, draw) : null,
}));

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
const PROBABILITY = { prospecting: 10, qualification: 30, proposal: 55, negotiation: 80 };

/** What people may be interested in, in their words. */
const WISHES = {
  jewelry: ['engagement ring', 'pearl earrings', 'a bracelet like grandmother had', 'cuff links'],
  home_goods: ['oak shelf', 'a rug for the hall', 'garden chairs', 'linen for the guest room'],
  food: ['gift hamper', 'olive oil in cans', 'coffee subscription', 'cheese for thirty guests'],
};

/** At most one opportunity per person. */
export const potentials = factory('crm_potential', {
  count: personCount,
  story: potentialOf,
  rows: (potential) => (potential === undefined ? [] : [potential]),
  parents: { personal_key_id: () => personalKeys },
  cells: {
    personal_key_id: (potential: Potential) => personalKeys.id(potential.person.number),
    assigned_to: (potential) => potential.assignedTo,
    status: (potential) => potential.status,
    stage: (potential) => potential.stage,
    priority: (potential) => potential.priority,
    currency_code: (_potential, _draw, tenant) => tenant.currency,
    estimated_value: (_potential, draw, tenant) =>
      money(draw.integer(8, 120) * (tenant.trade === 'jewelry' ? 5_000 : 1_000)),
    probability_score: ({ status, stage }) =>
      status === 'won' ? 100 : status === 'open' && stage !== 'closed' ? PROBABILITY[stage] : 0,
    expected_close_date: (potential) => day(potential.closesAt),
    interested_products: (_potential, draw, tenant) => {
      const wishes = WISHES[tenant.trade];
      return draw.chance(0.3) ? [draw.pick(wishes)] : wishes.slice(draw.integer(0, 3));
    },
    created_at: (potential) => time(potential.person.knownSince),
    updated_at: (potential) =>
      time(potential.status === 'open' ? potential.person.knownSince : potential.closesAt),
  },
});
