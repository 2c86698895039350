import { VACATION } from '@erp/demo-world/time-off';
import { factory } from '@erp/kit/factory';
import { day, time } from '@erp/kit/moment';
import { type Entry, entriesOf } from '../demo/leave-ledger.ts';
import { say } from '../demo/texts/words.ts';
import { planner, workerCount } from '../demo/workers.ts';
import { leaveTypes } from './leave-types.ts';
import { timeOffRequests } from './time-off-requests.ts';
import '../tables.ts';

/** The ledger of vacation days. */
export const leaveEntries = factory('leave_entry', {
  count: workerCount,
  fixed: true,
  story: entriesOf,
  most: 10,
  rows: (entries) => entries,
  parents: { leave_type_id: () => leaveTypes },
  alone: { time_off_request_id: null, created_by: null, kind: 'grant', days: 20 },
  cells: {
    staff_id: ({ worker }: Entry) => worker.userId,
    leave_type_id: leaveTypes.id(VACATION),
    kind: ({ kind }) => kind,
    days: ({ days }) => days.toFixed(2),
    effective_on: ({ on }) => day(on),
    time_off_request_id: ({ worker, request }) =>
      request === undefined ? null : timeOffRequests.id(worker.number, request),
    reason: ({ reason }, _draw, tenant) => say(tenant, reason),
    // Who decided took the days; who called it off gave them back.
    created_by: ({ kind, worker }, _draw, tenant) => (kind === 'reversal' ? worker.userId : planner(tenant)),
    created_at: ({ at }) => time(at),
  },
});
