import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed, weights } from '@erp/kit/draw';
import { momentOf } from '@erp/kit/moment';
import { type City, wordsOf } from '@erp/kit/words';
import { firstPurchase, knownSince } from './sales-clock.ts';

/** A person of a tenant: what crm stores, and whoever buys, writes and is texted. */
export interface Person {
  /** Counted from 0; the id of every table with one row per person is one more. */
  readonly number: number;
  /** Number of the customer that the person became; undefined for those who have not bought. */
  readonly customer: number | undefined;
  readonly firstName: string;
  readonly lastName: string;
  readonly city: City;
  /** Moment of the first contact, and of the first purchase, in milliseconds since 1970. */
  readonly knownSince: number;
  readonly boughtAt: number | undefined;
  /** Where the person came from, as a code. */
  readonly source: string;
  /** True for those who began as an enquiry. */
  readonly asked: boolean;
}

/** People in one unit of scale: the customers, and as many again as one in two who have not bought. */
export function personCount(tenant: DemoTenant): number {
  return tenant.customers + Math.ceil(tenant.customers / 2);
}

/** The person who a customer, counted from 0, is: the first people of a unit are its customers. */
export function personOfCustomer(tenant: DemoTenant, customer: number): number {
  const unit = Math.floor(customer / tenant.customers);
  return unit * personCount(tenant) + (customer % tenant.customers);
}

/** Everything about a person that more than one table has to agree on. */
export function person(tenant: DemoTenant, number: number): Person {
  const unit = Math.floor(number / personCount(tenant));
  const inUnit = number % personCount(tenant);
  const customer = inUnit < tenant.customers ? unit * tenant.customers + inUnit : undefined;
  return {
    number,
    customer,
    ...identity(tenant, number),
    knownSince:
      customer === undefined
        ? momentOf(
            tenant,
            (inUnit - tenant.customers + arrival(tenant, number)) / (personCount(tenant) - tenant.customers),
          )
        : knownSince(tenant, customer),
    boughtAt: customer === undefined ? undefined : firstPurchase(tenant, customer),
    // Who has not bought is known because they asked.
    asked: customer === undefined || asked(tenant, number),
  };
}

const identity = keyed('crm_personal_keys.identity', (draw, tenant) => {
  const words = wordsOf(tenant);
  return {
    firstName: draw.pick(words.firstNames),
    lastName: draw.pick(words.lastNames),
    city: draw.pick(words.cities),
    source: draw.weighted(SOURCES),
  };
});

/** People who only asked come one after the other, but not at even distances. */
const arrival = keyed('crm_personal_keys.arrival', (draw) => draw.unit());

const asked = keyed('crm_leads.asked', (draw) => draw.chance(0.6));

const SOURCES = weights([
  ['facebook', 26],
  ['instagram', 22],
  ['referral', 18],
  ['google_ads', 14],
  ['walk_in', 12],
  ['website', 8],
]);
