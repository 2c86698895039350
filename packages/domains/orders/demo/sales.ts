import { addressesOf, winBackOf } from '@erp/crm/demo';
import { type OrderStatus, orderPath, paceOf, type Step } from '@erp/demo-world/order-course';
import { personOfCustomer } from '@erp/demo-world/people';
import { type Deed, managerFrom, onDuty } from '@erp/demo-world/roster';
import { newCustomerOf, returningCustomer, slotCount, slotMoment } from '@erp/demo-world/sales-clock';
import { type DemoTenant, shared } from '@erp/kit/demo-tenant';
import { type Draw, keyed, weights } from '@erp/kit/draw';
import { DAY, MINUTE } from '@erp/kit/moment';
import { percentOf } from '@erp/kit/money';
import { type Ware, wareCount, wareOf } from '@erp/products/demo';

/** A line of a sale; amounts in cents. */
export interface Line {
  readonly index: number;
  readonly ware: Ware;
  readonly quantity: number;
  readonly discount: number;
  readonly subtotal: number;
  readonly tax: number;
}

/** How money comes and goes. */
type PaymentMethod = (typeof METHODS)['values'][number];

/** A movement of money; amounts in cents. */
export interface Payment {
  readonly kind: 'payment' | 'refund';
  readonly status: 'paid' | 'pending' | 'failed';
  readonly method: PaymentMethod;
  readonly cents: number;
  readonly at: number;
  /** Who booked it; nobody where a provider of payments told of it. */
  readonly by: number | null;
  /** Index of the payment that it gives back, or of the promise that it settles. */
  readonly follows: number | undefined;
  readonly deposit: boolean;
}

/** Where a customer ordered. */
type Origin = 'web' | 'counter' | 'message';

/** A sale as all tables of orders see it. */
export interface Sale {
  /** Counted from 0; the slot of the tenant's timeline. */
  readonly number: number;
  readonly customer: number;
  readonly orderedAt: number;
  readonly status: OrderStatus;
  /** The status that it was in from each moment on, the first one included. */
  readonly path: readonly Step[];
  readonly lines: readonly Line[];
  /** Sums of the lines, in cents. */
  readonly subtotal: number;
  readonly discount: number;
  readonly tax: number;
  readonly payments: readonly Payment[];
  readonly paid: number;
  readonly refunded: number;
  readonly origin: Origin;
  /** Who wrote the order; nobody where the customer did in the web shop. */
  readonly staff: number | null;
}

/** A sale: who bought, when, what, how it was paid and what became of it. */
export const saleOf = shared((tenant, number): Sale => {
  const course = courseOf(tenant, number);
  const pace = paceOf(tenant, number);
  const newCustomer = newCustomerOf(tenant, number);
  const winBack = newCustomer === undefined ? winBackOf(tenant, number) : undefined;
  const orderedAt = slotMoment(tenant, number);
  // Who buys for the first time, or was won back, bought for good.
  const forGood = newCustomer !== undefined || winBack !== undefined;
  const { origin, staff } = originOf(tenant, orderedAt, course.origin, pace.clerk);
  const begun: Step = { status: 'pending', at: orderedAt, by: staff };
  const path = forGood
    ? orderPath(tenant, begun, 'completed', pace)
    : (lastOnesOf(tenant, number, begun) ?? orderPath(tenant, begun, course.kind, pace));
  const status = (path.at(-1) as Step).status;
  const lines = linesOf(tenant, number)(orderedAt);
  let subtotal = 0;
  let discount = 0;
  let tax = 0;
  for (const line of lines) {
    subtotal += line.subtotal;
    discount += line.discount;
    tax += line.tax;
  }
  const method = methodAt(origin, course.method);
  const payments = paymentsOf(tenant, path, subtotal - discount + tax, { ...course, method });
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
    origin,
    staff,
  };
});

/** When a sale changed last: its status, or what was paid for it. */
export function changedAt(sale: Sale): number {
  const paid = sale.payments.filter((payment) => payment.status === 'paid').map((payment) => payment.at);
  return Math.max((sale.path.at(-1) as Step).at, ...paid);
}

/** Sales in one unit of scale. */
export const saleCount = slotCount;

/** Whose address book an order is sent by, and the entries of it: where they live, and last where they want parcels. */
export function addressesFor(
  tenant: DemoTenant,
  sale: Sale,
): {
  person: ReturnType<typeof personOfCustomer>;
  addresses: ReturnType<typeof addressesOf>;
} {
  const person = personOfCustomer(tenant, sale.customer);
  return { person, addresses: addressesOf(tenant, person) };
}

type Course = ReturnType<typeof courseOf>;

const courseOf = keyed('orders.course', (draw) => ({
  kind: draw.weighted(KINDS),
  pay: draw.unit(),
  origin: draw.weighted(ORIGINS),
  method: draw.weighted(METHODS),
}));

/** Where customers order while somebody is there to serve them; at other times the web shop is open alone. */
const ORIGINS = weights<Origin>([
  ['web', 45],
  ['counter', 30],
  ['message', 25],
]);

const METHODS = weights([
  ['credit_card', 45],
  ['paypal', 25],
  ['bank_transfer', 15],
  ['e_wallet', 8],
  ['cod', 4],
  ['cash', 3],
]);

/** Of these a provider tells, at any time. */
const BY_PROVIDER: ReadonlySet<PaymentMethod> = new Set(['credit_card', 'paypal', 'e_wallet']);

/** Cash is paid where somebody takes it, which is at the counter; there nobody pays a carrier. */
function methodAt(origin: Origin, method: PaymentMethod): PaymentMethod {
  if (origin === 'counter') return method === 'paypal' || method === 'cod' ? 'cash' : method;
  return method === 'cash' ? 'bank_transfer' : method;
}

function originOf(
  tenant: DemoTenant,
  orderedAt: number,
  origin: Origin,
  choice: number,
): Pick<Sale, 'origin' | 'staff'> {
  const there = origin === 'web' ? [] : onDuty(tenant, orderedAt);
  const clerk = there[Math.floor(choice * there.length)];
  return clerk === undefined ? { origin: 'web', staff: null } : { origin, staff: clerk.userId };
}

/** What an old sale has come to. */
const KINDS = weights([
  ['completed', 86],
  ['cancelled', 7],
  ['refunded', 3],
  ['delivered', 2],
  ['on_hold', 2],
]);

/** The last few sales of a unit of scale are still being written, or wait to be confirmed. */
function lastOnesOf(tenant: DemoTenant, number: number, begun: Step): Sale['path'] | undefined {
  const left = saleCount(tenant) - 1 - (number % saleCount(tenant));
  if (left < 3) return [{ ...begun, status: 'draft' }];
  return left < 7 ? [begun] : undefined;
}

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
 * How a sale was paid: at once, with a deposit and the rest at dispatch, on a promise, or not; and what went back.
 */
function paymentsOf(
  tenant: DemoTenant,
  path: Sale['path'],
  total: number,
  { pay, method }: Course,
): readonly Payment[] {
  const confirmed = stepOf(path, 'confirmed');
  if (confirmed === undefined) return [];
  const [begun] = path as readonly [Step, ...Step[]];
  const last = path.at(-1) as Step;
  const shipped = stepOf(path, 'shipped');
  const payments: Payment[] = [];
  const booked = { method, kind: 'payment', status: 'paid', follows: undefined, deposit: false } as const;
  const paid = (cents: number, { at, by }: Step): Payment => ({
    ...booked,
    cents,
    at,
    by: BY_PROVIDER.has(method) ? null : by,
  });
  const promised = (of: PaymentMethod): Payment => ({
    ...paid(total, confirmed),
    method: of,
    by: confirmed.by,
    status: 'pending',
  });
  const given = (cents: number, { at, by }: Deed, follows: number): Payment => ({
    ...booked,
    method: payments[follows]?.method ?? method,
    kind: 'refund',
    cents,
    at,
    by,
    follows,
  });
  const deposit = Math.floor(total * 0.3);
  if (last.status === 'cancelled') {
    // Half of those who cancel had paid already, and get it back; a carrier had not come yet.
    if (pay < 0.5 && method !== 'cod') payments.push(paid(total, confirmed), given(total, last, 0));
    return payments;
  }
  if (method === 'cod') {
    const delivered = stepOf(path, 'delivered');
    payments.push(delivered === undefined ? promised(method) : paid(total, delivered));
  } else if (pay < 0.12 && deposit > 0) {
    payments.push({ ...paid(deposit, confirmed), deposit: true });
    if (shipped !== undefined) payments.push(paid(total - deposit, shipped));
  } else if (pay < 0.2) {
    // On account: promised as long as it is not paid, by a transfer then.
    const method = 'bank_transfer';
    payments.push(
      shipped === undefined ? promised(method) : { ...paid(total, shipped), method, by: shipped.by },
    );
  } else if (pay < 0.25 && BY_PROVIDER.has(method)) {
    // Tried in vain by the customer, some minutes before.
    const at = Math.max(begun.at, confirmed.at - 10 * MINUTE);
    payments.push({ ...paid(total, confirmed), at, by: null, status: 'failed' }, paid(total, confirmed));
  } else {
    payments.push(paid(total, confirmed));
  }
  if (last.status === 'refunded') {
    const before = payments.length;
    for (let index = 0; index < before; index += 1) {
      const each = payments[index] as Payment;
      if (each.status === 'paid') payments.push(given(each.cents, last, index));
    }
  } else if (last.status === 'completed' && pay > 0.97) {
    const refund = managerFrom(tenant, last.at - 3 * DAY);
    // The first payment that came is given back in part.
    if (refund.at < last.at) payments.push(given(Math.max(1, Math.floor(total * 0.1)), refund, 0));
  }
  return payments;
}

function stepOf(path: Sale['path'], status: OrderStatus): Step | undefined {
  return path.find((step) => step.status === status);
}
