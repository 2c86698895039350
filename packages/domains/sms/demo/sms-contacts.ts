import { handleOf } from '@erp/crm/demo';
import { type Person, person, personCount, personOfCustomer } from '@erp/demo-world/people';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed, weights } from '@erp/kit/draw';
import { hasMobile, strangerPhone } from '@erp/kit/phones';

/** Whom we text: one row of sms_contacts. */
export interface SmsContact {
  /** Counted from 0. */
  readonly number: number;
  readonly phone: string;
  /** The person of crm; undefined for numbers that nobody knows. */
  readonly person: Person | undefined;
  /** IANA zone, where it is not that of the tenant. */
  readonly timezone: string | null;
  /** Hours from and until which the person is left alone. */
  readonly quiet: readonly [string, string];
  /** Hours of UTC, from and until, that are quiet nowhere near, summer or winter. */
  readonly open: readonly [number, number];
  /** What is under way with those who hear from us while the story ends. */
  readonly running: Running | undefined;
}

type Running = 'unread' | 'sending' | 'queued' | 'put_off' | 'sent' | 'failed' | 'withdrawn' | 'tried_again';

const RUNNING: readonly Running[] = [
  'unread',
  'sending',
  'queued',
  'put_off',
  'sent',
  'failed',
  'withdrawn',
  'tried_again',
];

/** Contacts in one unit of scale. With 72 customers and more, as all tenants have, there are some of every kind. */
export function smsContactCount(tenant: DemoTenant): number {
  return Math.ceil(tenant.customers / 4);
}

/**
 * Everything about a contact that more than one table has to agree on; undefined where there is nobody to text: crm has no
 * mobile number of the person, or all that authorities keep free in the country are taken.
 */
export function smsContactOf(tenant: DemoTenant, number: number): SmsContact | undefined {
  const known = personOf(tenant, number);
  const phone = known === undefined ? unknownPhone(tenant, number) : mobileOf(tenant, known);
  if (phone === undefined) return undefined;
  const running = runningOf(tenant, number);
  const { elsewhere, quiet } = habitsOf(tenant, number);
  const timezone = running === undefined && elsewhere ? (NEIGHBORS[tenant.timezone] ?? null) : null;
  return {
    number,
    phone,
    person: known === undefined ? undefined : person(tenant, known),
    timezone,
    quiet: running === undefined ? quiet : DEFAULT_QUIET,
    open: OPEN[timezone ?? tenant.timezone] ?? [10, 18],
    running,
  };
}

/** The mobile number that crm has of a person. */
function mobileOf(tenant: DemoTenant, known: number): string | undefined {
  return hasMobile(tenant, known) ? handleOf(tenant, known, 'phone') : undefined;
}

/** A number that nobody knows, of each eighth contact. */
function unknownPhone(tenant: DemoTenant, number: number): string | undefined {
  const count = smsContactCount(tenant);
  const before = Math.floor(number / count) * Math.ceil(count / 8);
  return strangerPhone(tenant, before + Math.floor((number % count) / 8));
}

function runningOf(tenant: DemoTenant, number: number): Running | undefined {
  return RUNNING[(number % smsContactCount(tenant)) - (smsContactCount(tenant) - RUNNING.length)];
}

/** How far before the others those stand who hear from us at the end: long enough to have bought. */
const EARLIER = 10;

/** The person behind a contact: customers, some who only asked, and numbers that nobody knows. */
function personOf(tenant: DemoTenant, number: number): number | undefined {
  const count = smsContactCount(tenant);
  const unit = Math.floor(number / count);
  const inUnit = number % count;
  const customerAt = (at: number, beside = 0) =>
    personOfCustomer(tenant, unit * tenant.customers + Math.floor((at * tenant.customers) / count) + beside);
  // Customers stand three apart at least: the one beside is nobody else's.
  if (runningOf(tenant, number) !== undefined) return customerAt(Math.max(0, inUnit - EARLIER), 1);
  if (inUnit % 8 === 7) return undefined;
  if (inUnit % 8 !== 3) return customerAt(inUnit);
  const others = personCount(tenant) - tenant.customers;
  return unit * personCount(tenant) + tenant.customers + Math.floor((inUnit * others) / count);
}

const DEFAULT_QUIET = ['21:00', '08:00'] as const;

const habitsOf = keyed('sms_contacts.habits', (draw) => ({
  elsewhere: draw.chance(0.12),
  quiet: draw.weighted(QUIET),
}));

/** Most leave it at what it is, some want longer nights, a few none. */
const QUIET = weights<readonly [string, string]>([
  [DEFAULT_QUIET, 84],
  [['20:00', '09:00'], 12],
  [['00:00', '00:00'], 4],
]);

const NEIGHBORS: Record<string, string> = {
  'Europe/London': 'Europe/Paris',
  'Europe/Berlin': 'Europe/London',
  'Europe/Paris': 'Europe/Berlin',
  'Europe/Athens': 'Europe/Berlin',
  'America/New_York': 'America/Los_Angeles',
  'America/Chicago': 'America/New_York',
};

const OPEN: Record<string, readonly [number, number]> = {
  'Europe/London': [9, 18],
  'Europe/Berlin': [8, 17],
  'Europe/Paris': [8, 17],
  'Europe/Athens': [7, 17],
  'America/New_York': [14, 23],
  'America/Chicago': [15, 23],
  'America/Los_Angeles': [17, 23],
};
