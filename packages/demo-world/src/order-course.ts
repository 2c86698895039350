import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { DAY, HOUR, MINUTE } from '@erp/kit/moment';
import { daytimeFrom, dutyFrom, managerFrom } from './roster.ts';
import { firstSlotOf, slotMoment } from './sales-clock.ts';

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

/** A status that a sale has come into, and who brought it there; nobody where the web shop or a carrier did. */
export interface Step {
  readonly status: OrderStatus;
  readonly at: number;
  readonly by: number | null;
}

/** How fast an order is dealt with. */
export interface OrderPace {
  /** From half the usual time to one and a half of it. */
  readonly pace: number;
  /** From 0 to 1: who of those on duty takes it, and who brings it on, step by step. */
  readonly clerk: number;
}

/** The pace of the order in a slot. */
export const paceOf = keyed(
  'orders.pace',
  (draw): OrderPace => ({ pace: 0.5 + draw.unit(), clerk: draw.unit() }),
);

/**
 * Every status that an order has been in until the end of the story, in the order of time.
 *
 * @param kind what an old order has come to.
 */
export function orderPath(
  tenant: DemoTenant,
  begun: Step,
  kind: OrderStatus,
  course: OrderPace,
): readonly Step[] {
  const path: Step[] = [begun];
  const steps = kind === 'cancelled' ? CANCELLED : kind === 'on_hold' ? ON_HOLD : COURSE;
  for (const [status, after] of steps) {
    const before = (path.at(-1) as Step).at;
    const due = Math.max(begun.at + after * course.pace, before + 10 * MINUTE);
    const { at, by } = stepFrom(tenant, status, due, course);
    if (at >= tenant.until) break;
    path.push({ status, at, by });
    if (status === kind && kind !== 'on_hold') break;
  }
  return path;
}

/** Carriers bring parcels by day; a manager decides what gives money up; all else is the business of who is there. */
function stepFrom(
  tenant: DemoTenant,
  status: OrderStatus,
  due: number,
  course: OrderPace,
): Pick<Step, 'at' | 'by'> {
  if (status === 'delivered') return { at: daytimeFrom(tenant, due, 10, 18), by: null };
  if (status === 'cancelled' || status === 'refunded') return managerFrom(tenant, due);
  return dutyFrom(tenant, due, (course.clerk + due / DAY) % 1);
}

/** When the first order of a customer, counted from 0, was sent and arrived; it was kept, as first ones are. */
export function firstOrderCourse(
  tenant: DemoTenant,
  customer: number,
): { readonly shippedAt: number | undefined; readonly deliveredAt: number | undefined } {
  const slot = firstSlotOf(tenant, customer);
  const begun: Step = { status: 'pending', at: slotMoment(tenant, slot), by: null };
  const path = orderPath(tenant, begun, 'delivered', paceOf(tenant, slot));
  const at = (status: OrderStatus) => path.find((step) => step.status === status)?.at;
  return { shippedAt: at('shipped'), deliveredAt: at('delivered') };
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
  // Nothing waits for ever.
  ['cancelled', 60 * DAY],
];
