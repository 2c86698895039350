import { CAMPAIGN_WEEKS, shareOfBusiness } from '@erp/demo-world/campaign-weeks';
import { firstOrderNumber, orderNumber } from '@erp/demo-world/order-number';
import { person, personCount, personOfCustomer } from '@erp/demo-world/people';
import {
  daysBeforeEnd,
  firstPurchase,
  firstSlotOf,
  newCustomerOf,
  returningCustomer,
  slotCount,
  slotMoment,
} from '@erp/demo-world/sales-clock';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { momentOf } from '@erp/kit/moment';

const tenant: DemoTenant = {
  key: 7,
  id: 1,
  slug: 'amber',
  name: 'Amber',
  trade: 'food',
  locale: 'de-DE',
  country: 'DE',
  currency: 'EUR',
  timezone: 'Europe/Berlin',
  customers: 40,
  since: Date.UTC(2025, 0, 1),
  until: Date.UTC(2026, 5, 30),
  staff: [],
};

/** Two units of scale. */
const slots = Array.from({ length: 2 * slotCount(tenant) }, (_, slot) => slot);

test('each customer is won by one slot, and the moments of a unit follow each other', () => {
  const won = slots.map((slot) => newCustomerOf(tenant, slot)).filter((customer) => customer !== undefined);
  expect(won).toEqual(Array.from({ length: 2 * tenant.customers }, (_, customer) => customer));
  const moments = slots.slice(0, slotCount(tenant)).map((slot) => slotMoment(tenant, slot));
  expect([...moments].sort((a, b) => a - b)).toEqual(moments);
  expect(moments.every((moment) => moment >= tenant.since && moment <= tenant.until)).toBe(true);
});

test('who returns has bought before, in the same unit of scale', () => {
  for (const slot of slots.filter((each) => newCustomerOf(tenant, each) === undefined)) {
    const customer = returningCustomer(tenant, slot);
    expect(firstPurchase(tenant, customer)).toBeLessThan(slotMoment(tenant, slot));
    expect(Math.floor(customer / tenant.customers)).toBe(Math.floor(slot / slotCount(tenant)));
  }
});

test('a customer is a person who was known before the first purchase; others have bought nothing', () => {
  for (let customer = 0; customer < 2 * tenant.customers; customer += 1) {
    expect(newCustomerOf(tenant, firstSlotOf(tenant, customer))).toBe(customer);
    const someone = person(tenant, personOfCustomer(tenant, customer));
    expect(someone).toMatchObject({ customer, boughtAt: slotMoment(tenant, firstSlotOf(tenant, customer)) });
    expect(someone.knownSince).toBeLessThan(someone.boughtAt as number);
  }
  const asked = person(tenant, personCount(tenant) - 1);
  expect(asked).toMatchObject({ customer: undefined, boughtAt: undefined, asked: true });
});

test('values depend on the key of the tenant and the number alone', () => {
  expect(person(tenant, 5)).toEqual(person({ ...tenant, id: 9 }, 5));
  expect(person(tenant, 5)).not.toEqual(person({ ...tenant, key: 8 }, 5));
  expect(daysBeforeEnd(tenant, tenant.until - 36 * 3_600_000)).toBe(1.5);
});

test('orders are numbered as they are sold', () => {
  expect([0, 1].map(orderNumber)).toEqual(['ORD-00000001', 'ORD-00000002']);
  expect(firstOrderNumber(tenant, 3)).toBe(orderNumber(firstSlotOf(tenant, 3)));
});

test('sales come as chance has it, more of them on good days, and never two at once in a crowd', () => {
  const moments = slots.slice(0, slotCount(tenant)).map((slot) => slotMoment(tenant, slot));
  const gaps = moments.slice(1).map((moment, index) => moment - (moments[index] as number));
  expect(Math.min(...gaps)).toBeGreaterThan(0);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
  // Of evenly spread ones it is far below one.
  expect(deviation / mean).toBeGreaterThan(0.8);
});

test('some customers order once, some again and again', () => {
  const orders = new Map<number, number>();
  for (const slot of slots.slice(0, slotCount(tenant))) {
    const customer = newCustomerOf(tenant, slot) ?? returningCustomer(tenant, slot);
    orders.set(customer, (orders.get(customer) ?? 0) + 1);
  }
  const counts = [...orders.values()];
  expect(counts.filter((count) => count === 1).length).toBeGreaterThan(tenant.customers / 5);
  expect(Math.max(...counts)).toBeGreaterThanOrEqual(12);
});

test('while campaigns run more is sold than else', () => {
  const many = { ...tenant, customers: 4_000 };
  const moments = Array.from({ length: slotCount(many) }, (_, slot) => slotMoment(many, slot));
  const sold = (from: number, to: number) =>
    moments.filter((moment) => moment >= momentOf(many, from) && moment < momentOf(many, to)).length;
  for (const { from, to, lift } of CAMPAIGN_WEEKS.filter((weeks) => weeks.lift >= 1.5)) {
    // The business of the weeks before, of which there is as much by the calendar.
    const before = sold(from - 0.06, from) / 0.06;
    expect(sold(from, to) / (to - from) / before).toBeGreaterThan(1 + (lift - 1) / 2);
  }
  expect(shareOfBusiness(0)).toBe(0);
  expect(shareOfBusiness(1)).toBe(1);
});
