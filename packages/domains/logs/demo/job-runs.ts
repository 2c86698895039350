import { type DemoTenant, staffWithRole } from '@erp/kit/demo-tenant';
import { keyed, weights } from '@erp/kit/draw';
import { DAY, HOUR, MINUTE } from '@erp/kit/moment';
import { retainedMoment } from './retention-window.ts';

/** A job that runs by itself. */
interface Job {
  readonly name: string;
  /** What it does between its start and its end. */
  readonly action: 'sync' | 'cleanup';
  /** True for what runs at night, for one store where it says so. */
  readonly nightly: boolean;
  readonly ofStore: boolean;
  /** What it deals with, and why it fails when it does. */
  readonly things: string;
  readonly failure: string;
}

/** A run of a job as all tables see it. */
export interface Run {
  readonly number: number;
  readonly job: Job;
  /** Number of the store that it was for, counted from 0. */
  readonly store: number;
  /** Number that all its entries have. */
  readonly request: string;
  /** Moments, in milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly failed: boolean;
  /** How many things it dealt with. */
  readonly handled: number;
  /** Member who started it by hand. */
  readonly startedBy: number | null;
}

/** Runs in one unit of scale, in the order of time. */
export function runCount(tenant: DemoTenant): number {
  return Math.ceil(tenant.customers / 2);
}

/** Every so many runs one fails, so that alerts know which without looking. */
const FAILS_EVERY = 8;
const FAILS_AT = 5;

/** Runs that fail in one unit of scale. */
export function failedRunCount(tenant: DemoTenant): number {
  return Math.floor((runCount(tenant) + FAILS_EVERY - 1 - FAILS_AT) / FAILS_EVERY);
}

/** Number of a run that fails. */
export function failedRun(tenant: DemoTenant, unit: number, index: number): number {
  return unit * runCount(tenant) + index * FAILS_EVERY + FAILS_AT;
}

/** Everything about a run that more than one table has to agree on. */
export function runOf(tenant: DemoTenant, number: number): Run {
  const inUnit = number % runCount(tenant);
  const drawn = drawRun(tenant, number);
  const at = retainedMoment(tenant, (inUnit + 0.5) / runCount(tenant));
  const startedAt = drawn.job.nightly ? Math.floor(at / DAY) * DAY + 2 * HOUR + drawn.late : at;
  return {
    number,
    ...drawn,
    startedAt,
    endedAt: startedAt + drawn.took,
    failed: inUnit % FAILS_EVERY === FAILS_AT,
    startedBy: drawn.byHand ? staffWithRole(tenant, 'admin') : null,
  };
}

const drawRun = keyed('logs_system.run', (draw, tenant, number) => {
  const job = draw.weighted(JOBS);
  return {
    job,
    store: draw.integer(0, 2),
    request: `run-${number + 1}-${draw.integer(0x10000, 0xfffff).toString(16)}`,
    late: draw.integer(0, 150) * MINUTE,
    took: draw.integer(4, 400) * 1000,
    handled: draw.skewed(tenant.customers * 4),
    byHand: !job.nightly && draw.chance(0.1),
  };
});

const JOBS = weights<Job>([
  [
    {
      name: 'till_sync',
      action: 'sync',
      nightly: false,
      ofStore: true,
      things: 'receipts',
      failure: 'The till did not answer within 30 seconds.',
    },
    8,
  ],
  [
    {
      name: 'price_list',
      action: 'sync',
      nightly: true,
      ofStore: false,
      things: 'prices',
      failure: 'Line 214 of the price list has no amount.',
    },
    4,
  ],
  [
    {
      name: 'exchange_rates',
      action: 'sync',
      nightly: true,
      ofStore: false,
      things: 'rates',
      failure: 'The bank answered 503.',
    },
    3,
  ],
  [
    {
      name: 'old_sessions',
      action: 'cleanup',
      nightly: true,
      ofStore: false,
      things: 'sessions',
      failure: 'Gave up waiting for a lock.',
    },
    3,
  ],
  [
    {
      name: 'opening_hours',
      action: 'sync',
      nightly: true,
      ofStore: true,
      things: 'listings',
      failure: 'The map service refused the sign-in.',
    },
    2,
  ],
]);
