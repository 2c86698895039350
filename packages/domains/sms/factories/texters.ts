import { type Person, person, personCount, personOfCustomer } from '@erp/crm/factories/people';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed, weights } from '@erp/kit/draw';
import { HOUR, MINUTE, momentOf } from '@erp/kit/moment';
import { contactPhone } from './phones.ts';
import type { QuietHours } from './quiet-hours.ts';

/** What a contact is there to show; drawn for everybody else. */
export type Role = 'scheduled' | 'in_flight' | 'fresh' | 'waiting' | 'stopper' | 'returner' | undefined;

/** Somebody whom we text with. */
export interface Texter {
  /** Counted from 0. */
  readonly number: number;
  readonly phone: string;
  /** Who it is; undefined where nobody has found out. */
  readonly person: Person | undefined;
  readonly since: number;
  /** Zone of their own, where it is not that of the tenant. */
  readonly ownZone: string | null;
  readonly quiet: QuietHours;
  readonly role: Role;
}

/** Contacts in one unit of scale: every fifth customer texts. */
export function texterCount(tenant: DemoTenant): number {
  return Math.max(10, Math.floor(tenant.customers / 5));
}

/** The contact with a number, counted from 0. */
export function texter(tenant: DemoTenant, number: number): Texter {
  const place = number % texterCount(tenant);
  const someone = personOf(tenant, number);
  const { zone, hours } = habits(tenant, number);
  const ownZone = zone ? (TRAVELLERS[tenant.country] ?? null) : null;
  const role = ROLES[place];
  const always = role === 'in_flight';
  return {
    number,
    phone: contactPhone(tenant, number),
    person: someone,
    since:
      someone === undefined
        ? momentOf(tenant, (place + 0.5) / texterCount(tenant))
        : Math.min(someone.knownSince + 10 * MINUTE, tenant.until - MINUTE),
    ownZone,
    quiet: { zone: ownZone ?? tenant.timezone, ...(always ? NEVER : hours) },
    role,
  };
}

/** Four of five are customers, the fifth only asked; a few of the latter are numbers without a name. */
function personOf(tenant: DemoTenant, number: number): Person | undefined {
  const unit = Math.floor(number / texterCount(tenant));
  const place = number % texterCount(tenant);
  if (place % 25 === 24 || place === 9) return undefined;
  if (place % 5 === 4) return person(tenant, unit * personCount(tenant) + tenant.customers + place);
  const among = Math.max(1, Math.floor(tenant.customers / texterCount(tenant)));
  const customer = unit * tenant.customers + place * among + (which(tenant, number) % among);
  return person(tenant, personOfCustomer(tenant, customer));
}

const which = keyed('sms_contacts.which', (draw) => draw.integer(0, 999));

const habits = keyed('sms_contacts.habits', (draw) => ({
  zone: draw.chance(0.06),
  hours: draw.weighted(HOURS),
}));

const minutes = (from: number, until: number) => ({ from: from * 60, until: until * 60 });
const NEVER = minutes(0, 0);
const HOURS = weights([
  [minutes(21, 8), 84],
  [minutes(19, 10), 7],
  [minutes(22, 7), 6],
  [minutes(12, 14), 3],
]);

/** The first ones of a unit, who have been known longest, tell what would else be left to chance. */
const ROLES: readonly Role[] = [
  'scheduled',
  'in_flight',
  'fresh',
  'waiting',
  undefined,
  'stopper',
  'returner',
];

/** Where somebody lives who does not live in the zone of the tenant. */
const TRAVELLERS: Readonly<Record<string, string>> = {
  GB: 'Europe/Madrid',
  DE: 'Europe/Athens',
  FR: 'Europe/London',
  US: 'America/Los_Angeles',
};

/** How long before the end of the story its last words are said. */
export const LAST_HOURS = 3 * HOUR;
