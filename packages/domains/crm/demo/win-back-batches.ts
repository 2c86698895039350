import { firstPurchase, firstSlotOf, slotCount, slotMoment } from '@erp/demo-world/sales-clock';
import { anyStaff, type DemoTenant, perTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { DAY } from '@erp/kit/moment';

/** People in a batch. */
export const BATCH_SIZE = 20;

/** A win-back batch as all its tables see it. */
export interface Batch {
  /** Counted from 0. */
  readonly number: number;
  readonly status: 'draft' | 'active' | 'completed';
  /** Number of the first of its customers; the others follow. */
  readonly firstCustomer: number;
  /** Slots in which its people bought again, in the order of time. */
  readonly wonSlots: readonly number[];
  readonly assignedTo: number | null;
  /** Moments, in milliseconds since 1970. */
  readonly createdAt: number;
  readonly start: number;
  readonly end: number;
}

/** Batches in one unit of scale: all completed but the last two, of which one runs and one is being written. */
export function batchCount(tenant: DemoTenant): number {
  return Math.max(4, Math.floor(tenant.customers / 40));
}

/** Everything about a batch that more than one table has to agree on. */
export function batchOf(tenant: DemoTenant, number: number): Batch {
  const unit = Math.floor(number / batchCount(tenant));
  const inUnit = number % batchCount(tenant);
  const status =
    inUnit === batchCount(tenant) - 1 ? 'draft' : inUnit === batchCount(tenant) - 2 ? 'active' : 'completed';
  const group = startGroup(tenant, inUnit);
  const slotOf = (offset: number) => unit * slotCount(tenant) + firstSlotOf(group + 1 + offset) + 1;
  const won = status === 'draft' ? 0 : status === 'active' ? 2 : 4;
  const wonSlots = Array.from({ length: won }, (_, offset) => slotOf(offset));
  const start = status === 'draft' ? tenant.until + 7 * DAY : firstPurchase(tenant, group);
  const lastWon = wonSlots.at(-1);
  const { back, assignedTo } = draftOf(tenant, number);
  return {
    number,
    status,
    // Their first purchase lies a good while back.
    firstCustomer: unit * tenant.customers + (back % Math.max(1, Math.floor(group / 2) - BATCH_SIZE)),
    wonSlots,
    assignedTo,
    createdAt: (status === 'draft' ? tenant.until : start) - 3 * DAY,
    start,
    end: Math.max(start + 28 * DAY, lastWon === undefined ? 0 : slotMoment(tenant, lastWon) + DAY),
  };
}

/** The batch and the place in it whose member bought in a slot; undefined for any other sale. */
export function winBackOf(
  tenant: DemoTenant,
  slot: number,
): { readonly batch: Batch; readonly place: number; readonly customer: number } | undefined {
  const inUnit = wonSlotsOf(tenant).get(slot % slotCount(tenant));
  if (inUnit === undefined) return undefined;
  const batch = batchOf(tenant, Math.floor(slot / slotCount(tenant)) * batchCount(tenant) + inUnit);
  const place = batch.wonSlots.indexOf(slot);
  return { batch, place, customer: batch.firstCustomer + placeInBatch(place) };
}

/** The batch in the first unit of scale by the slots that its people bought in; the same in every unit. */
const wonSlotsOf = perTenant((tenant) => {
  const slots = new Map<number, number>();
  for (let inUnit = 0; inUnit < batchCount(tenant); inUnit += 1) {
    for (const slot of batchOf(tenant, inUnit).wonSlots) slots.set(slot, inUnit);
  }
  return slots;
});

/** Where in the batch the person stands who bought as the n-th of it. */
function placeInBatch(won: number): number {
  return won * 4 + 1;
}

/** The batch in which a customer is now. */
export function runningBatchOf(tenant: DemoTenant, customer: number): number | undefined {
  const unit = Math.floor(customer / tenant.customers);
  const number = unit * batchCount(tenant) + batchCount(tenant) - 2;
  const { firstCustomer } = batchOf(tenant, number);
  return customer >= firstCustomer && customer < firstCustomer + BATCH_SIZE ? number : undefined;
}

/** Number of the customer in the unit with whose first purchase a batch starts. */
function startGroup(tenant: DemoTenant, inUnit: number): number {
  const ended = batchCount(tenant) - 2;
  if (inUnit >= ended) return Math.floor(tenant.customers * 0.94);
  return Math.floor(tenant.customers * (0.45 + (0.4 * inUnit) / ended));
}

const draftOf = keyed('crm_reengaged_batches.draft', (draw, tenant) => ({
  back: draw.integer(0, 1_000),
  assignedTo: anyStaff(tenant, draw),
}));
