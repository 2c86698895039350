import { addressesOf, winBackOf } from '@erp/crm/demo';
import { personOfCustomer } from '@erp/demo-world/people';
import { newCustomerOf, returningCustomer, slotCount, slotMoment } from '@erp/demo-world/sales-clock';
import { anyStaff, type DemoTenant, shared } from '@erp/kit/demo-tenant';
import { type Draw, keyed, weights } from '@erp/kit/draw';
import { DAY, HOUR, MINUTE } from '@erp/kit/moment';
import { percentOf } from '@erp/kit/money';
import { type Ware, wareCount, wareOf } from '@erp/products/demo';

/** Status of an order. */
export type OrderStatus =
  | 'draft'
  | 'pending'
  | 'confirmed'
  | 'processing'
  | 'on_hold'
  | 'shipped'
  | 'delivered'
  | 'completed'
  | 'cancelled'
  | 'refunded';

/** A line of a sale; amounts in cents. */
export interface Line {
  readonly index: number;
  readonly ware: Ware;
  readonly quantity: number;
  readonly discount: number;
  readonly subtotal: number;
  readonly tax: number;
}

/** A movement of money; amounts in cents. */
export interface Payment {
  readonly kind: 'payment' | 'refund';
  readonly status: 'paid' | 'pending' | 'failed';
  readonly cents: number;
  readonly at: number;
  /** Index of the payment that it gives back, or of the promise that it settles. */
  readonly follows: number | undefined;
  readonly deposit: boolean;
}

/** A sale as all tables of orders see it. */
export interface Sale {
  /** Counted from 0; the slot of the tenant's timeline. */
  readonly number: number;
  readonly customer: number;
  readonly orderedAt: number;
  readonly status: OrderStatus;
  /** The status that it was in from each moment on, the first one included. */
  readonly path: readonly { readonly status: OrderStatus; readonly at: number }[];
  readonly lines: readonly Line[];
  /** Sums of the lines, in cents. */
  readonly subtotal: number;
  readonly discount: number;
  readonly tax: number;
  readonly payments: readonly Payment[];
  readonly paid: number;
  readonly refunded: number;
  readonly staff: number | null;
}

/** A sale: who bought, when, what, how it was paid and what became of it. */
export const saleOf = shared((tenant, number): Sale => {
  const { kind, staff, pace, pay } = courseOf(tenant, number);
  const newCustomer = newCustomerOf(number);
  const winBack = newCustomer === undefined ? winBackOf(tenant, number) : undefined;
  const orderedAt = slotMoment(tenant, number);
  // Who buys for the first time, or was won back, bought for good.
  const forGood = newCustomer !== undefined || winBack !== undefined;
  const path = forGood
    ? pathOf(tenant, orderedAt, 'completed', pace)
    : (lastOnesOf(tenant, number, orderedAt) ?? pathOf(tenant, orderedAt, kind, pace));
  const status = (path.at(-1) as Sale['path'][number]).status;
  const lines = linesOf(tenant, number)(orderedAt);
  let subtotal = 0;
  let discount = 0;
  let tax = 0;
  for (const line of lines) {
    subtotal += line.subtotal;
    discount += line.discount;
    tax += line.tax;
  }
  const payments = paymentsOf(path, subtotal - discount + tax, pay);
  let paid = 0;
  let refunded = 0;
  for (const payment of payments) {
    if (payment.status !== 'paid') continue;
    if (payment.kind === 'payment') paid += payment.cents;
    else refunded += payment.cents;
  }
  return {
    number,
    customer: newCustomer ?? winBack?.customer ?? returningCustomer(tenant, number),
    orderedAt,
    status,
    path,
    lines,
    subtotal,
    discount,
    tax,
    payments,
    paid,
    refunded,
    staff,
  };
});

/** When a sale changed last: its status, or what was paid for it. */
export function changedAt(sale: Sale): number {
  const paid = sale.payments.filter((payment) => payment.status === 'paid').map((payment) => payment.at);
  return Math.max((sale.path.at(-1) as Sale['path'][number]).at, ...paid);
}

/** Sales in one unit of scale. */
export const saleCount = slotCount;

/** The address book entry that an order is sent to: its id and its place among those of the person. */
export function shippingAddress(tenant: DemoTenant, sale: Sale) {
  const person = personOfCustomer(tenant, sale.customer);
  const addresses = addressesOf(tenant, person);
  const index = addresses.length - 1;
  return { person, index, address: addresses[index] };
}

const courseOf = keyed('orders.course', (draw, tenant) => ({
  kind: draw.weighted(KINDS),
  staff: anyStaff(tenant, draw),
  pace: 0.5 + draw.unit(),
  pay: draw.unit(),
}));

/** What an old sale has come to. */
const KINDS = weights([
  ['completed', 86],
  ['cancelled', 7],
  ['refunded', 3],
  ['delivered', 2],
  ['on_hold', 2],
]);

/** Every status that the sale has been in until the end of the story, in the order of time. */
function pathOf(
  tenant: DemoTenant,
  orderedAt: number,
  kind: (typeof KINDS)['values'][number],
  pace: number,
): Sale['path'] {
  const path: { status: OrderStatus; at: number }[] = [{ status: 'pending', at: orderedAt }];
  const steps: readonly (readonly [OrderStatus, number])[] =
    kind === 'cancelled' ? CANCELLED : kind === 'on_hold' ? ON_HOLD : COURSE;
  for (const [status, after] of steps) {
    const at = Math.floor((orderedAt + after * pace) / 1000) * 1000;
    if (at >= tenant.until) break;
    path.push({ status, at });
    if (status === kind) break;
  }
  return path;
}

/** The last few sales of a unit of scale are still being written, or wait to be confirmed. */
function lastOnesOf(tenant: DemoTenant, number: number, orderedAt: number): Sale['path'] | undefined {
  const left = saleCount(tenant) - 1 - (number % saleCount(tenant));
  if (left < 3) return [{ status: 'draft', at: orderedAt }];
  return left < 7 ? [{ status: 'pending', at: orderedAt }] : undefined;
}

const COURSE: readonly (readonly [OrderStatus, number])[] = [
  ['confirmed', 2 * HOUR],
  ['processing', 20 * HOUR],
  ['shipped', 3 * DAY],
  ['delivered', 6 * DAY],
  ['completed', 20 * DAY],
  ['refunded', 24 * DAY],
];
const CANCELLED: readonly (readonly [OrderStatus, number])[] = [
  ['confirmed', 2 * HOUR],
  ['cancelled', 30 * HOUR],
];
const ON_HOLD: readonly (readonly [OrderStatus, number])[] = [
  ['confirmed', 2 * HOUR],
  ['processing', 20 * HOUR],
  ['on_hold', 2 * DAY],
];

const MOST_LINES = 6;

/** The lines of a sale at a moment; how many depends on the trade. */
const linesOf = keyed('order_items.lines', (draw, tenant) => (orderedAt: number): readonly Line[] => {
  const count = draw.weighted(LINES[tenant.trade]);
  const goods: Goods[] = [];
  for (let index = 0; index < count; index += 1) goods.push(goodsOf(draw, tenant, index, orderedAt));
  // As many percent off the whole order: what is given is given on all that it is for.
  const percent = draw.chance(0.15) ? draw.pick(DISCOUNTS) : 0;
  return goods.map((each) => {
    const subtotal = each.quantity * each.ware.cents;
    const discount = percentOf(subtotal, percent);
    return { ...each, discount, subtotal, tax: percentOf(subtotal - discount, each.ware.taxRate) };
  });
});

type Goods = Pick<Line, 'index' | 'ware' | 'quantity'>;

function goodsOf(draw: Draw, tenant: DemoTenant, index: number, orderedAt: number): Goods {
  const ware = wareOf(tenant, draw.skewed(wareCount(tenant)), orderedAt, draw);
  const quantity = tenant.trade === 'food' ? draw.integer(1, 6) : draw.chance(0.85) ? 1 : 2;
  return { index, ware, quantity };
}

const DISCOUNTS = [5, 10, 15, 20];
const LINES = {
  jewelry: weights([
    [1, 75],
    [2, 20],
    [3, 5],
  ]),
  home_goods: weights([
    [1, 45],
    [2, 30],
    [3, 15],
    [4, 10],
  ]),
  food: weights([
    [1, 20],
    [2, 25],
    [3, 25],
    [4, 20],
    [MOST_LINES, 10],
  ]),
};

/** The most lines and payments that a sale has. */
export const LIMITS = { lines: MOST_LINES + 2, payments: 4, path: 8 } as const;

/**
 * How a sale was paid: at once, with a deposit and the rest before dispatch, on a promise, or not; and what went back.
 *
 * @param pay a number from 0 to 1 that chooses the way.
 */
function paymentsOf(path: Sale['path'], total: number, pay: number): readonly Payment[] {
  const confirmed = momentIn(path, 'confirmed');
  if (confirmed === undefined) return [];
  const last = path.at(-1) as Sale['path'][number];
  const shipped = momentIn(path, 'shipped');
  const deposit = Math.floor(total * 0.3);
  const payments: Payment[] = [];
  if (last.status === 'cancelled') {
    // Half of those who cancel had paid already, and get it back.
    if (pay < 0.5) payments.push(payment(total, confirmed), refund(total, last.at + HOUR, 0));
    return payments;
  }
  if (pay < 0.12 && deposit > 0) {
    payments.push(payment(deposit, confirmed, 'paid', undefined, true));
    if (shipped !== undefined) payments.push(payment(total - deposit, shipped - HOUR));
  } else if (pay < 0.2) {
    payments.push(payment(total, confirmed + 3 * DAY, 'pending'));
    if (shipped !== undefined) payments.push(payment(total, shipped - HOUR, 'paid', 0));
  } else if (pay < 0.25) {
    payments.push(payment(total, confirmed, 'failed'), payment(total, confirmed + 10 * MINUTE));
  } else {
    payments.push(payment(total, confirmed));
  }
  if (last.status === 'refunded') {
    const before = payments.length;
    for (let index = 0; index < before; index += 1) {
      const each = payments[index] as Payment;
      if (each.status === 'paid') payments.push(refund(each.cents, last.at, index));
    }
  } else if (last.status === 'completed' && pay > 0.97) {
    payments.push(refund(Math.max(1, Math.floor(total * 0.1)), last.at - 2 * DAY, 0));
  }
  return payments;
}

function momentIn(path: Sale['path'], status: OrderStatus): number | undefined {
  for (const step of path) if (step.status === status) return step.at;
  return undefined;
}

function payment(
  cents: number,
  at: number,
  status: Payment['status'] = 'paid',
  follows: number | undefined = undefined,
  deposit = false,
): Payment {
  return { kind: 'payment', status, cents, at, follows, deposit };
}

function refund(cents: number, at: number, follows: number): Payment {
  return { kind: 'refund', status: 'paid', cents, at, follows, deposit: false };
}
