import { officeHourBefore } from '@erp/demo-world/office-hours';
import {
  firstPurchase,
  firstSlotOf,
  newCustomerOf,
  returningCustomer,
  returnsFrom,
  slotCount,
  slotMoment,
} from '@erp/demo-world/sales-clock';
import { anyStaff, type DemoTenant, perUnit } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { DAY } from '@erp/kit/moment';

/** People in a batch, where there are as many who have been quiet for long enough. */
export const BATCH_SIZE = 20;

/** A win-back batch as all its tables see it. */
export interface Batch {
  /** Counted from 0. */
  readonly number: number;
  readonly status: 'draft' | 'active' | 'completed';
  /** Numbers of its customers. */
  readonly customers: readonly number[];
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
  return batchesOf(tenant, unit)[number % batchCount(tenant)] as Batch;
}

/** When a batch runs, and what comes of it, whoever is in it. */
function scheduleOf(tenant: DemoTenant, number: number): Omit<Batch, 'customers'> {
  const unit = Math.floor(number / batchCount(tenant));
  const inUnit = number % batchCount(tenant);
  const status =
    inUnit === batchCount(tenant) - 1 ? 'draft' : inUnit === batchCount(tenant) - 2 ? 'active' : 'completed';
  const group = startGroup(tenant, inUnit);
  const first = unit * tenant.customers + group;
  const won = status === 'draft' ? 0 : status === 'active' ? 2 : 4;
  const wonSlots = returnsFrom(tenant, firstSlotOf(tenant, first + 1) + 1, won);
  const start = status === 'draft' ? tenant.until + 7 * DAY : firstPurchase(tenant, first);
  const lastWon = wonSlots.at(-1);
  const { assignedTo } = draftOf(tenant, number);
  return {
    number,
    status,
    wonSlots,
    assignedTo,
    createdAt: officeHourBefore(tenant, (status === 'draft' ? tenant.until : start) - 3 * DAY, 10),
    start,
    end: Math.max(start + 28 * DAY, lastWon === undefined ? 0 : slotMoment(tenant, lastWon) + DAY),
  };
}

/** The batches of a unit of scale, in their order: they are told together, since nobody is won back twice. */
export const batchesOf = perUnit(chooseMembers);

/** Who has bought nothing for so long is to be won back. */
const QUIET = 60 * DAY;

/** Who has bought something in these days is not. */
const RECENT = 14 * DAY;

/**
 * Puts into each batch customers who have been quiet by then and in none before; where they are too few, the quietest. A
 * small tenant may have fewer than make a batch.
 */
function chooseMembers(tenant: DemoTenant, unit: number): readonly Batch[] {
  const count = batchCount(tenant);
  const first = unit * slotCount(tenant);
  const schedules = Array.from({ length: count }, (_, inUnit) => scheduleOf(tenant, unit * count + inUnit));
  const won = new Set(schedules.flatMap(({ wonSlots }) => wonSlots));
  const moments = Array.from({ length: slotCount(tenant) }, (_, inUnit) =>
    slotMoment(tenant, first + inUnit),
  );
  /** Who buys, slot by slot; who is won back is known when the batch is. */
  const buyers = Array.from({ length: slotCount(tenant) }, (_, inUnit) => {
    const slot = first + inUnit;
    return newCustomerOf(tenant, slot) ?? (won.has(slot) ? undefined : returningCustomer(tenant, slot));
  });
  const taken = new Set<number>();
  return schedules.map((schedule) => {
    const last = new Map<number, number>();
    for (const [inUnit, customer] of buyers.entries()) {
      const at = moments[inUnit] as number;
      if (at < schedule.createdAt && customer !== undefined) last.set(customer, at);
    }
    const since = (customer: number) => last.get(customer) as number;
    const free = [...last.keys()].filter((customer) => !taken.has(customer)).sort((a, b) => a - b);
    const quiet = free.filter((customer) => since(customer) < schedule.createdAt - QUIET);
    const from = draftOf(tenant, schedule.number).back % Math.max(1, quiet.length);
    const others = [...free, ...last.keys()].sort((a, b) => since(a) - since(b));
    const quietest = [...new Set([...quiet.slice(from), ...quiet.slice(0, from), ...others])];
    const customers = quietest
      .slice(0, BATCH_SIZE)
      .filter(
        (customer, place) =>
          place <= placeInBatch(schedule.wonSlots.length - 1) ||
          since(customer) < schedule.createdAt - RECENT,
      );
    for (const customer of customers) taken.add(customer);
    for (const [place, slot] of schedule.wonSlots.entries())
      buyers[slot - first] = customers[placeInBatch(place)];
    return { ...schedule, customers };
  });
}

/** The batch and the place in it whose member bought in a slot; undefined for any other sale. */
export function winBackOf(
  tenant: DemoTenant,
  slot: number,
): { readonly batch: Batch; readonly place: number; readonly customer: number } | undefined {
  const number = wonSlotsOf(tenant, Math.floor(slot / slotCount(tenant))).get(slot);
  if (number === undefined) return undefined;
  const batch = batchOf(tenant, number);
  const place = batch.wonSlots.indexOf(slot);
  return { batch, place, customer: batch.customers[placeInBatch(place)] as number };
}

/** The batches of a unit of scale by the slots that their people bought in. */
const wonSlotsOf = perUnit((tenant, unit): ReadonlyMap<number, number> => {
  const slots = new Map<number, number>();
  for (let inUnit = 0; inUnit < batchCount(tenant); inUnit += 1) {
    const number = unit * batchCount(tenant) + inUnit;
    for (const slot of scheduleOf(tenant, number).wonSlots) slots.set(slot, number);
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
  return batchOf(tenant, number).customers.includes(customer) ? number : undefined;
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
