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
  const preparedAt = Math.min(...shifts.map(({ start }) => start), tenant.until) - 6 * DAY;
  return { number, shifts, appliedAt: number === 0 ? preparedAt + DAY : undefined, preparedAt };
}
