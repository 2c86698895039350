import type { DemoTenant } from '@erp/kit/demo-tenant';
import { localHour } from '@erp/kit/local-time';
import { DAY, MINUTE } from '@erp/kit/moment';
import { officeHour, officeHourBefore } from './office-hours.ts';
import { type Worker, workerOf } from './workers.ts';

/** Number of the kind of absence for vacation. */
export const VACATION = 0;
/** Number of the kind of absence for illness. */
export const SICKNESS = 1;

/** A request for time off with what became of it. */
export interface TimeOff {
  readonly worker: Worker;
  /** From 0, among those of the worker. */
  readonly index: number;
  readonly kind: number;
  readonly status: 'pending' | 'approved' | 'rejected' | 'cancelled';
  /** First and last day, as moments of these days by UTC. */
  readonly first: number;
  readonly last: number;
  readonly days: number;
  readonly reason: string;
  /** In a working hour; whoever falls ill says so on the evening before. */
  readonly askedAt: number;
  /** Undefined while nobody has decided. */
  readonly decidedAt: number | undefined;
  readonly cancelledAt: number | undefined;
  /** First moment of the absence, and the first one after it. */
  readonly start: number;
  readonly end: number;
}

/** Requests of a worker. */
export const MOST_REQUESTS = 6;

/**
 * Each begins on a Monday, so many weeks before the last Monday of the story (after it for those to come), spread over
 * the workers, so that not all are away at once.
 */
const PLANS = [
  { kind: VACATION, status: 'approved', weeks: -62, length: 5, reason: 'Family in the south.' },
  { kind: SICKNESS, status: 'approved', weeks: -4, length: 2, reason: 'A cold.' },
  { kind: VACATION, status: 'cancelled', weeks: -34, length: 5, reason: 'Moving; put off.' },
  { kind: VACATION, status: 'rejected', weeks: -46, length: 5, reason: 'A long weekend in December.' },
  { kind: VACATION, status: 'pending', weeks: 6, length: 5, reason: 'Skiing.' },
  { kind: VACATION, status: 'approved', weeks: -20, length: 10, reason: 'Summer.' },
] as const;

/** The last Monday up to the end of the story, as a moment of that day by UTC. */
export function lastMonday(tenant: DemoTenant): number {
  // 1970 began on a Thursday.
  return (Math.floor((tenant.until / DAY + 3) / 7) * 7 - 3) * DAY;
}

/** The requests of a worker. */
export function timeOffOf(tenant: DemoTenant, number: number): readonly TimeOff[] {
  const worker = workerOf(tenant, number);
  if (worker === undefined) return [];
  return PLANS.map(({ kind, status, weeks, length, reason }, index) => {
    const first = lastMonday(tenant) + (weeks + (worker.number % 3)) * 7 * DAY;
    const last = first + (length > 5 ? length + 1 : length - 1) * DAY;
    const start = localHour(tenant.timezone, first, 0);
    const askedAt =
      kind === SICKNESS
        ? localHour(tenant.timezone, first - DAY, 19)
        : Math.max(
            officeHourBefore(tenant, Math.min(first - 40 * DAY, tenant.until - 3 * DAY), 13) +
              worker.number * 3 * MINUTE,
            officeHour(tenant, tenant.since, 13),
          );
    return {
      worker,
      index,
      kind,
      status,
      first,
      last,
      days: length,
      reason,
      askedAt,
      decidedAt:
        status === 'pending'
          ? undefined
          : kind === SICKNESS
            ? askedAt
            : officeHour(tenant, askedAt + 2 * DAY, 15),
      cancelledAt: status === 'cancelled' ? officeHourBefore(tenant, first - 6 * DAY, 13) : undefined,
      start,
      end: localHour(tenant.timezone, last + DAY, 0),
    };
  });
}

/** Those that the schedule holds, or held before they were called off. */
export function absencesOf(tenant: DemoTenant, number: number): readonly TimeOff[] {
  return timeOffOf(tenant, number).filter(({ status }) => status === 'approved' || status === 'cancelled');
}

/** Those that keep a worker away. */
export function approvedAbsencesOf(tenant: DemoTenant, number: number): readonly TimeOff[] {
  return timeOffOf(tenant, number).filter(({ status }) => status === 'approved');
}
