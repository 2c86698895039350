import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { DAY, MINUTE, momentOf } from '@erp/kit/moment';

/**
 * The clock by which a tenant wins customers and sells to them. One unit of scale has `customers × ORDERS_PER_CUSTOMER`
 * slots, spread over the whole story in the order of their numbers; a further unit is another crowd of people in the
 * same time. A slot is a sale. The first of every ORDERS_PER_CUSTOMER slots is the first purchase of a customer, the
 * others are purchases of customers who are there already.
 */
const ORDERS_PER_CUSTOMER = 4;

/** Sales in one unit of scale. */
export function slotCount(tenant: DemoTenant): number {
  return tenant.customers * ORDERS_PER_CUSTOMER;
}

/** When the sale of a slot happened, in milliseconds since 1970. */
export function slotMoment(tenant: DemoTenant, slot: number): number {
  const count = slotCount(tenant);
  return momentOf(tenant, ((slot % count) + 0.5) / count);
}

/** Number of the customer, from 0, whose first purchase is in the slot; undefined for a later purchase. */
export function newCustomerOf(slot: number): number | undefined {
  return slot % ORDERS_PER_CUSTOMER === 0 ? slot / ORDERS_PER_CUSTOMER : undefined;
}

/** The slot of the first purchase of a customer, counted from 0: the inverse of `newCustomerOf`. */
export function firstSlotOf(customer: number): number {
  return customer * ORDERS_PER_CUSTOMER;
}

/** When a customer, counted from 0, bought for the first time. */
export function firstPurchase(tenant: DemoTenant, customer: number): number {
  return slotMoment(tenant, firstSlotOf(customer));
}

/** A customer who is there at a later purchase: newer ones rather than older ones. */
export const returningCustomer = keyed('crm_customers.returning', (draw, tenant, slot: number) => {
  const unit = Math.floor(slot / slotCount(tenant)) * tenant.customers;
  const there = Math.floor((slot % slotCount(tenant)) / ORDERS_PER_CUSTOMER) + 1;
  return unit + there - 1 - draw.skewed(there, 1.6);
});

/** When the person became known, some days before the first purchase. */
export const knownSince = keyed('crm_personal_keys.known_since', (draw, tenant, customer: number) => {
  const since = firstPurchase(tenant, customer) - Math.floor(draw.unit() ** 2 * 30 * DAY) - 20 * MINUTE;
  return Math.max(since, tenant.since);
});

/** How long ago something was at the end of the story, in days. */
export function daysBeforeEnd(tenant: DemoTenant, moment: number): number {
  return (tenant.until - moment) / DAY;
}
