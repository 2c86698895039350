import { factory } from '@erp/kit/factory';
import { beforeStory, time } from '@erp/kit/moment';
import { say } from '../demo/texts/words.ts';
import { planner } from '../demo/workers.ts';
import '../tables.ts';

const TYPES = [
  { code: 'vacation', name: 'Vacation', approval: true, paid: true, tracked: true },
  { code: 'sickness', name: 'Sickness', approval: false, paid: true, tracked: false },
  { code: 'parental', name: 'Parental leave', approval: true, paid: false, tracked: false },
] as const;

/** Vacation, sickness, parental leave. */
export const leaveTypes = factory('leave_type', {
  count: () => TYPES.length,
  fixed: true,
  story: (_tenant, number) => ({ number, type: TYPES[number % TYPES.length] as (typeof TYPES)[number] }),
  alone: { created_by: null, updated_by: null },
  cells: {
    code: ({ number, type }) => (number < TYPES.length ? type.code : `${type.code}-${number + 1}`),
    name: ({ type }, _draw, tenant) => say(tenant, type.name),
    description: null,
    requires_approval: ({ type }) => type.approval,
    is_paid: ({ type }) => type.paid,
    tracks_balance: ({ type }) => type.tracked,
    is_active: true,
    created_by: (_type, _draw, tenant) => planner(tenant),
    updated_by: (_type, _draw, tenant) => planner(tenant),
    created_at: (_type, _draw, tenant) => time(beforeStory(tenant)),
    updated_at: (_type, _draw, tenant) => time(beforeStory(tenant)),
  },
});
