import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { MINUTE } from '@erp/kit/moment';
import { retainedMoment } from './retention-window.ts';

/** One call: a delivery is tried until it is answered well, or given up. */
export interface Attempt {
  readonly delivery: Delivery;
  /** Counted from 1. */
  readonly attempt: number;
  readonly at: number;
  /** Status of the answer; null when there was none. */
  readonly status: number | null;
  readonly error: string | null;
  readonly durationMs: number;
}

/** A delivery as all tables see it. */
export interface Delivery {
  readonly number: number;
  readonly direction: 'in' | 'out';
  readonly sentBy: string;
  readonly event: string;
  readonly deliveryId: string;
  readonly request: string;
  readonly at: number;
  readonly outcome: 'first' | 'retried' | 'repeated' | 'refused' | 'lost';
  /** Calls in all. */
  readonly tries: number;
}

/** The most calls that a delivery takes. */
export const MOST_TRIES = 4;

/** Deliveries in one unit of scale, in the order of time. */
export function deliveryCount(tenant: DemoTenant): number {
  return tenant.customers;
}

/** Every so many deliveries one that we send is lost, so that alerts know which without looking. */
const LOST_EVERY = 15;

/** Deliveries that are lost in one unit of scale. */
export function lostDeliveryCount(tenant: DemoTenant): number {
  return Math.floor(deliveryCount(tenant) / LOST_EVERY);
}

/** Number of a delivery that is lost. */
export function lostDelivery(tenant: DemoTenant, unit: number, index: number): number {
  return unit * deliveryCount(tenant) + (index + 1) * LOST_EVERY - 1;
}

/** Everything about a delivery that more than one table has to agree on. */
export function deliveryOf(tenant: DemoTenant, number: number): Delivery {
  const inUnit = number % deliveryCount(tenant);
  // Of five, three come in and two go out; the lost ones are among the latter.
  const direction = inUnit % 5 < 3 ? 'in' : 'out';
  const drawn = drawDelivery(tenant, number);
  const lost = inUnit % LOST_EVERY === LOST_EVERY - 1;
  const outcome = lost ? 'lost' : direction === 'in' ? drawn.received : drawn.sent;
  return {
    number,
    direction,
    ...(direction === 'in' ? drawn.from : drawn.to),
    deliveryId: `evt_${(number + 1).toString(36).padStart(6, '0')}${drawn.tail}`,
    request: `req-${drawn.tail}-${number + 1}`,
    at: retainedMoment(tenant, (inUnit + 0.5) / deliveryCount(tenant)),
    outcome,
    tries: TRIES[outcome] === 2 ? drawn.retries : TRIES[outcome],
  };
}

/** The calls of a delivery, in the order of time. */
export function attemptsOf(tenant: DemoTenant, delivery: Delivery): readonly Attempt[] {
  const drawn = drawCalls(tenant, delivery.number);
  const attempts: Attempt[] = [];
  let at = delivery.at;
  for (let attempt = 1; attempt <= delivery.tries; attempt += 1) {
    const well =
      delivery.outcome === 'repeated' || (attempt === delivery.tries && delivery.outcome !== 'lost');
    const silent = !well && drawn.silent;
    attempts.push({
      delivery,
      attempt,
      at,
      status: silent ? null : well ? (delivery.outcome === 'refused' ? 401 : 200) : drawn.bad,
      error: silent ? 'No answer within 10 seconds.' : null,
      durationMs: silent ? 10_000 : drawn.durationMs + attempt * 7,
    });
    at += (PAUSES[attempt - 1] as number) * MINUTE;
  }
  return attempts;
}

/** Whether the delivery was taken: a refused one was not. */
export function wasTaken(delivery: Delivery): boolean {
  return delivery.direction === 'in' && delivery.outcome !== 'refused';
}

const TRIES = { first: 1, retried: 2, repeated: 2, refused: 1, lost: MOST_TRIES };

/** Minutes until the next try. */
const PAUSES = [1, 5, 30, 120];

const drawDelivery = keyed('logs_webhook.delivery', (draw) => ({
  from: draw.pick(INCOMING),
  to: draw.pick(OUTGOING),
  received: draw.chance(0.08)
    ? ('repeated' as const)
    : draw.chance(0.04)
      ? ('refused' as const)
      : ('first' as const),
  sent: draw.chance(0.2) ? ('retried' as const) : ('first' as const),
  retries: draw.integer(2, 3),
  tail: draw.integer(0x100000, 0xffffff).toString(16),
}));

const drawCalls = keyed('logs_webhook.calls', (draw) => ({
  silent: draw.chance(0.4),
  bad: draw.pick([500, 502, 503]),
  durationMs: draw.integer(18, 900),
}));

const INCOMING = [
  { sentBy: 'payments', event: 'payment.captured' },
  { sentBy: 'payments', event: 'payment.captured' },
  { sentBy: 'payments', event: 'payment.refunded' },
  { sentBy: 'parcels', event: 'parcel.delivered' },
  { sentBy: 'parcels', event: 'parcel.collected' },
  { sentBy: 'web_shop', event: 'order.placed' },
  { sentBy: 'newsletter', event: 'subscriber.left' },
];

/** What our own parts send to others. */
const OUTGOING = [
  { sentBy: 'accounting_export', event: 'invoice.created' },
  { sentBy: 'stock_feed', event: 'stock.changed' },
  { sentBy: 'stock_feed', event: 'stock.changed' },
  { sentBy: 'warehouse_link', event: 'order.released' },
];
