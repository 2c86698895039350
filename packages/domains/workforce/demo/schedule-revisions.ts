import { officeHour, officeHourBefore } from '@erp/demo-world/office-hours';
import { workersOf } from '@erp/demo-world/workers';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { DAY } from '@erp/kit/moment';
import { type Shift, shiftsOf } from './shifts.ts';

/** One that took effect, one that is being prepared. */
export const REVISIONS = 2;

/** A revision of the schedule. */
export interface Revision {
  readonly number: number;
  readonly shifts: readonly Shift[];
  /** First and last day that it is about, as moments of these days by UTC. */
  readonly from: number;
  readonly to: number;
  readonly appliedAt: number | undefined;
  readonly preparedAt: number;
}

/** Shifts of the first two workers: worked ones of a past week, and drafts of the last week that is planned. */
export function revision(tenant: DemoTenant, number: number): Revision {
  const status = number === 0 ? 'completed' : 'draft';
  const shifts = workersOf(tenant)
    .slice(0, 2)
    .flatMap(
      (worker) =>
        shiftsOf(tenant, worker.number).find(
          (shift) => shift.status === status && shift.start > tenant.until - 42 * DAY,
        ) ?? [],
    );
  const days = shifts.map(({ day }) => day);
  const from = Math.min(...(days.length > 0 ? days : [tenant.until]));
  const preparedAt = officeHourBefore(tenant, from - 6 * DAY, 10);
  const appliedAt = number === 0 ? officeHour(tenant, preparedAt + DAY, 10) : undefined;
  return { number, shifts, from, to: Math.max(from, ...days), appliedAt, preparedAt };
}
