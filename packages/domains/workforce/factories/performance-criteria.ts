import { factory } from '@erp/kit/factory';
import { beforeStory, time } from '@erp/kit/moment';
import { CRITERIA, USED } from '../demo/evaluations.ts';
import { say } from '../demo/texts/words.ts';
import { planner } from '../demo/workers.ts';
import '../tables.ts';

/** Three criteria, and one that is no longer asked. */
export const performanceCriteria = factory('performance_criteria', {
  count: () => CRITERIA.length,
  fixed: true,
  story: (_tenant, number) => ({
    number,
    criterion: CRITERIA[number % CRITERIA.length] as (typeof CRITERIA)[number],
  }),
  alone: { created_by: null, updated_by: null },
  cells: {
    name: ({ number, criterion }, _draw, tenant) =>
      say(tenant, criterion.name) + (number < CRITERIA.length ? '' : ` ${number + 1}`),
    department_id: null,
    type: ({ criterion }) => criterion.type,
    weight: ({ criterion }) => criterion.weight.toFixed(2),
    max_score: ({ criterion }) => criterion.most.toFixed(2),
    is_active: ({ number }) => number % CRITERIA.length < USED,
    created_by: (_criterion, _draw, tenant) => planner(tenant),
    updated_by: (_criterion, _draw, tenant) => planner(tenant),
    created_at: (_criterion, _draw, tenant) => time(beforeStory(tenant)),
    updated_at: (_criterion, _draw, tenant) => time(beforeStory(tenant)),
  },
});
