import { officeHour, officeHourBefore } from '@erp/demo-world/office-hours';
import type { Worker } from '@erp/demo-world/workers';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { DAY, day } from '@erp/kit/moment';

/** What people are judged by; the weights of those that are in use add up to 100. */
export const CRITERIA = [
  { name: 'Care', type: 'qualitative', weight: 40, most: 10 },
  { name: 'Targets reached', type: 'quantitative', weight: 30, most: 100 },
  { name: 'Working with others', type: 'qualitative', weight: 30, most: 5 },
  { name: 'Punctuality', type: 'quantitative', weight: 10, most: 100 },
] as const;
/** How many of the criteria are in use: the first ones. */
export const USED = 3;

/** Appraisals of a worker: two half-years that are over, and the one that is being written. */
export const PERIODS = 3;

/** The first day of a half-year of a worker: each has a month of their own to begin with. */
function halfYear(tenant: DemoTenant, worker: Worker, index: number): number {
  const since = new Date(tenant.since);
  return Date.UTC(since.getUTCFullYear(), since.getUTCMonth() + (worker.number % 4) + 6 * index, 1);
}

/** An appraisal of a worker. */
export interface Evaluation {
  readonly worker: Worker;
  readonly index: number;
  readonly from: string;
  readonly to: string;
  readonly status: 'draft' | 'submitted' | 'approved' | 'rejected';
  readonly openedAt: number;
  readonly submittedAt: number;
  readonly decidedAt: number;
  /** One for each criterion that is in use; none in a draft. */
  readonly scores: readonly number[];
}

/** The appraisals of a worker, the oldest first. */
export function evaluationsOf(worker: Worker | undefined, tenant: DemoTenant): readonly Evaluation[] {
  if (worker === undefined) return [];
  return Array.from({ length: PERIODS }, (_, index) => {
    const end = halfYear(tenant, worker, index + 1) - DAY;
    const openedAt = officeHourBefore(tenant, Math.min(end, tenant.until) - 5 * DAY, 10);
    const status =
      index === 2
        ? 'draft'
        : index === 0
          ? 'approved'
          : ((['submitted', 'rejected', 'approved'] as const)[worker.number % 3] ?? 'approved');
    return {
      worker,
      index,
      from: day(halfYear(tenant, worker, index)),
      to: day(end),
      status,
      openedAt,
      submittedAt: officeHour(tenant, end + 4 * DAY, 11),
      decidedAt: officeHour(tenant, end + 9 * DAY, 14),
      scores: status === 'draft' ? [] : marks(tenant, worker.number * PERIODS + index),
    };
  });
}

const marks = keyed('performance_score.marks', (draw): readonly number[] => [
  draw.integer(5, 10),
  draw.integer(40, 100),
  draw.integer(2, 5),
]);
