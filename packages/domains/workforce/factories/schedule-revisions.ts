import { factory } from '@erp/kit/factory';
import { day, time } from '@erp/kit/moment';
import { REVISIONS, type Revision, revision } from '../demo/schedule-revisions.ts';
import { say } from '../demo/texts/words.ts';
import { planner } from '../demo/workers.ts';
import '../tables.ts';

/** A change that took effect, and one that is being prepared. */
export const scheduleRevisions = factory('schedule_revision', {
  count: () => REVISIONS,
  fixed: true,
  story: revision,
  alone: { applied_by: null, created_by: null, updated_by: null },
  cells: {
    revision_type: 'update',
    start_date: ({ from }: Revision) => day(from),
    end_date: ({ to }) => day(to),
    description: (_row, _draw, tenant) => say(tenant, 'Both begin an hour later: the delivery comes later.'),
    applied_at: ({ appliedAt }) => (appliedAt === undefined ? null : time(appliedAt)),
    applied_by: ({ appliedAt }, _draw, tenant) => (appliedAt === undefined ? null : planner(tenant)),
    created_by: (_revision, _draw, tenant) => planner(tenant),
    updated_by: (_revision, _draw, tenant) => planner(tenant),
    created_at: ({ preparedAt }) => time(preparedAt),
    updated_at: ({ appliedAt, preparedAt }) => time(appliedAt ?? preparedAt),
  },
});
