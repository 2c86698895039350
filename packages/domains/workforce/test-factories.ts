import { testFactory } from '@erp/kit/test-factory';
import { somebody } from '@erp/testing/tenants';
import { departments as demoDepartments } from './factories/departments.ts';
import { leaveTypes as demoLeaveTypes } from './factories/leave-types.ts';
import { performanceCriteria } from './factories/performance-criteria.ts';
import { scheduleRevisionDetails } from './factories/schedule-revision-details.ts';
import { scheduleRevisions } from './factories/schedule-revisions.ts';

/** Parts of the company, by the clock of the tenant. */
export const departments = testFactory(demoDepartments, { columns: ['code', 'name'] });

/** Kinds of absence. */
export const leaveTypes = testFactory(demoLeaveTypes, { columns: ['code', 'name'] });

/** What everybody is judged by, unless `department_id` says whom it is for. */
export const criteria = testFactory(performanceCriteria, { columns: ['name'] });

/** Changes of the schedule that are being prepared, without a shift. */
export const revisions = testFactory(scheduleRevisions, { columns: [] });

/** What a revision does: it adds a shift, unless `action` and `schedule_id` say which one it changes. */
export const revisionDetails = testFactory(scheduleRevisionDetails, {
  columns: [],
  defaults: {
    action: 'create',
    start_time: '2026-02-02T08:00:00Z',
    end_time: '2026-02-02T16:00:00Z',
    timezone: 'UTC',
  },
  parents: { revision_id: () => revisions, staff_id: () => somebody },
});
