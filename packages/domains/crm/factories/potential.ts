import { personCount } from '@erp/demo-world/people';
import { factory } from '@erp/kit/factory';
import { day, time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { type Potential, potentialOf } from '../demo/opportunities.ts';
import { say } from '../demo/texts/words.ts';
import { personalKeys } from './personal-keys.ts';
import '../tables.ts';

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
    // What is won was worth what the order says.
    estimated_value: (_potential, draw) => money(draw.integer(4, 60) * 1_000),
    probability_score: ({ status, stage }) =>
      status === 'won' ? 100 : status === 'open' && stage !== 'closed' ? PROBABILITY[stage] : 0,
    expected_close_date: (potential) => day(potential.closesAt),
    interested_products: (_potential, draw, tenant) => {
      const wishes = WISHES[tenant.trade].map((wish) => say(tenant, wish));
      return draw.chance(0.3) ? [draw.pick(wishes)] : wishes.slice(draw.integer(0, 3));
    },
    created_at: (potential) => time(potential.openedAt),
    updated_at: (potential) => time(potential.path.at(-1)?.at ?? potential.openedAt),
  },
});
