import { personCount } from '@erp/demo-world/people';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { type Potential, potentialOf } from '../demo/opportunities.ts';
import { say } from '../demo/texts/words.ts';
import { potentials } from './potential.ts';
import '../tables.ts';

/** Where every opportunity has stood. */
export const potentialStatusHistory = factory('crm_potential_status_history', {
  count: personCount,
  story: potentialOf,
  most: 3,
  rows: (potential) =>
    (potential?.path ?? []).map((step, index, path) => ({
      potential: potential as Potential,
      step,
      from: path[index - 1],
    })),
  parents: { potential_id: () => potentials },
  cells: {
    potential_id: ({ potential }) => potentials.id(potential.person.number),
    from_status: ({ from }) => from?.status ?? null,
    to_status: ({ step }) => step.status,
    from_stage: ({ from }) => from?.stage ?? null,
    to_stage: ({ step }) => step.stage,
    changed_by: ({ step }) => step.by,
    reason: ({ step }, _draw, tenant) => say(tenant, step.reason ?? null),
    changed_at: ({ step }) => time(step.at),
    created_at: ({ step }) => time(step.at),
  },
});
