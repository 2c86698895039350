import { type DemoTenant, perTenant, perUnit, type Trade } from '@erp/kit/demo-tenant';
import { Draw, hashText, keyed, mixKey } from '@erp/kit/draw';
import { onTheWall } from '@erp/kit/local-time';
import { DAY, HOUR, MINUTE, momentOf } from '@erp/kit/moment';
import { shareOfBusiness } from './campaign-weeks.ts';

/**
 * The clock by which a tenant wins customers and sells to them. One unit of scale has so many slots for each customer as
 * the trade sells to one on average, spread over the whole story in the order of their numbers, as chance has it; a
 * further unit is another crowd of people in the same time. A slot is a sale: the first purchase of a customer, or one of
 * a customer who is there already.
 */
const ORDERS_PER_CUSTOMER: Record<Trade, number> = { jewelry: 2.2, home_goods: 2.6, food: 5.2 };

/** Sales in one unit of scale. */
export function slotCount(tenant: DemoTenant): number {
  return Math.round(tenant.customers * ORDERS_PER_CUSTOMER[tenant.trade]);
}

/** When the sale of a slot happened, in milliseconds since 1970. */
export function slotMoment(tenant: DemoTenant, slot: number): number {
  const count = slotCount(tenant);
  return momentsOf(tenant, Math.floor(slot / count))[slot % count] as number;
}

/** Number of the customer, from 0, whose first purchase is in the slot; undefined for a later purchase. */
export function newCustomerOf(tenant: DemoTenant, slot: number): number | undefined {
  const unit = Math.floor(slot / slotCount(tenant)) * tenant.customers;
  const about = unit + Math.floor((slot % slotCount(tenant)) / perCustomer(tenant));
  return [about - 1, about, about + 1].find(
    (customer) =>
      customer >= unit && customer < unit + tenant.customers && firstSlotOf(tenant, customer) === slot,
  );
}

/** The slot of the first purchase of a customer, counted from 0: the inverse of `newCustomerOf`. */
export function firstSlotOf(tenant: DemoTenant, customer: number): number {
  const inUnit = customer % tenant.customers;
  // Up to half the way to the next one, so that each has a slot of its own.
  const late = inUnit === 0 ? 0 : lateness(tenant, customer) / 2;
  return (
    Math.floor(customer / tenant.customers) * slotCount(tenant) +
    Math.floor((inUnit + late) * perCustomer(tenant))
  );
}

const lateness = keyed('crm_customers.lateness', (draw) => draw.unit());

function perCustomer(tenant: DemoTenant): number {
  return slotCount(tenant) / tenant.customers;
}

/** When a customer, counted from 0, bought for the first time. */
export function firstPurchase(tenant: DemoTenant, customer: number): number {
  return slotMoment(tenant, firstSlotOf(tenant, customer));
}

/** The first slots from one on in which somebody buys again, as far as the unit of scale has so many. */
export function returnsFrom(tenant: DemoTenant, slot: number, count: number): readonly number[] {
  const end = (Math.floor(slot / slotCount(tenant)) + 1) * slotCount(tenant);
  const found: number[] = [];
  for (let next = slot; next < end && found.length < count; next += 1) {
    if (newCustomerOf(tenant, next) === undefined) found.push(next);
  }
  return found;
}

/**
 * A customer who is there at a later purchase: newer ones rather than older ones, and those who come again and again
 * rather than those who needed something once.
 */
export const returningCustomer = keyed('crm_customers.returning', (draw, tenant, slot: number) => {
  const inUnit = slot % slotCount(tenant);
  const unit = (slot - inUnit) / slotCount(tenant);
  const about = Math.floor(inUnit / perCustomer(tenant));
  const first = unit * tenant.customers;
  const there = about + (firstSlotOf(tenant, first + about) < slot ? 1 : 0);
  let customer = first;
  for (let attempt = 0; attempt < 24; attempt += 1) {
    customer = first + there - 1 - draw.skewed(there, 1.3);
    if (draw.unit() < loyalty(tenant, customer)) break;
  }
  return customer;
});

/** How readily a customer comes back, from 0 to 1: many hardly ever, few all the time. */
const loyalty = keyed('crm_customers.loyalty', (draw) => {
  const rank = draw.unit();
  return rank < 0.25 ? 0.01 : 0.06 + 0.94 * ((rank - 0.25) / 0.75) ** 2;
});

/** When the person became known, some days before the first purchase. */
export const knownSince = keyed('crm_personal_keys.known_since', (draw, tenant, customer: number) => {
  const latest = firstPurchase(tenant, customer) - 20 * MINUTE;
  const since = awakeAt(tenant, latest - Math.floor(draw.unit() ** 2 * 30 * DAY));
  // Not all at the moment at which the story begins.
  if (since > firstMorning(tenant)) return since;
  return Math.max(Math.min(since + Math.floor(draw.unit() * 3 * HOUR), latest), tenant.since);
});

/** The same moment, unless people sleep then: an hour of the evening before; never before the story. */
export function awakeAt(tenant: DemoTenant, moment: number): number {
  const hour = Math.floor((onTheWall(tenant.timezone, moment) % DAY) / HOUR);
  return Math.max(hour < 7 ? moment - 9 * HOUR : moment, firstMorning(tenant));
}

/** The first moment of the story at which nobody sleeps. */
const firstMorning = perTenant(({ since, timezone }) => {
  const hour = Math.floor((onTheWall(timezone, since) % DAY) / HOUR);
  return hour < 7 ? since + (7 - hour) * HOUR : since;
});

/** How long ago something was at the end of the story, in days. */
export function daysBeforeEnd(tenant: DemoTenant, moment: number): number {
  return (tenant.until - moment) / DAY;
}

/**
 * The moments of all sales of a unit of scale. They come as customers do, independently of each other: sometimes three on
 * a day, sometimes none, which evenly spread ones never do; and more of them while a campaign runs.
 */
const momentsOf = perUnit((tenant, unit): readonly number[] => {
  const draw = new Draw(mixKey(hashText('orders.arrivals'), tenant.key, unit));
  const shares = Array.from({ length: slotCount(tenant) }, () => draw.unit()).sort((a, b) => a - b);
  let last = 0;
  return shares.map((share) => {
    last = Math.max(momentOf(tenant, shareOfBusiness(share)), last + 1000);
    return last;
  });
});
