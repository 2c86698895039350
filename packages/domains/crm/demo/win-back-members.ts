import { personOfCustomer } from '@erp/demo-world/people';
import { daytimeFrom, dutyFrom } from '@erp/demo-world/roster';
import { slotMoment } from '@erp/demo-world/sales-clock';
import { anyStaff, type DemoTenant, perUnit } from '@erp/kit/demo-tenant';
import { keyed, weights } from '@erp/kit/draw';
import { DAY, HOUR } from '@erp/kit/moment';
import { hasMobile } from '@erp/kit/phones';
import { handleOf } from './contact-handles.ts';
import { BATCH_SIZE, type Batch, batchesOf } from './win-back-batches.ts';

/** A person in a win-back batch, with what came of it. */
export interface BatchMember {
  readonly batch: Batch;
  readonly person: number;
  readonly status: 'pending' | 'contacted' | 'responded' | 'converted' | 'failed' | 'opted_out';
  readonly method: 'sms' | 'email' | 'phone' | undefined;
  readonly assignedTo: number | null;
  readonly attempts: number;
  readonly contactedAt: number | undefined;
  readonly respondedAt: number | undefined;
  readonly convertedAt: number | undefined;
  readonly optedOutAt: number | undefined;
  /** Money won, in cents; 0 for all but those who bought. Orders puts the true amount in. */
  readonly cents: number;
}

/** When something was noted of a member last. */
export function lastNoted({ batch, contactedAt, respondedAt, convertedAt }: BatchMember): number {
  return Math.max(batch.createdAt, contactedAt ?? 0, respondedAt ?? 0, convertedAt ?? 0);
}

/** The people of a batch. */
export function batchMembers(tenant: DemoTenant, batch: Batch): readonly BatchMember[] {
  return batch.customers.map((customer, place) => {
    const person = personOfCustomer(tenant, customer);
    const drawn = outcome(tenant, batch.number * BATCH_SIZE + place);
    const won = place % 4 === 1 ? batch.wonSlots[(place - 1) / 4] : undefined;
    const status =
      won !== undefined
        ? 'converted'
        : batch.status === 'draft'
          ? 'pending'
          : batch.status === 'active' && drawn.waits
            ? 'pending'
            : drawn.status;
    const contacted = status !== 'pending';
    const convertedAt = won === undefined ? undefined : slotMoment(tenant, won);
    // Reached within four days, and before buying.
    const latest = Math.min(batch.start + 4 * DAY, convertedAt ?? Number.POSITIVE_INFINITY, tenant.until);
    const due = Math.floor(batch.start + (latest - batch.start) * drawn.soon);
    const contactedAt = Math.min(dutyFrom(tenant, due, 0, drawn.assignedTo).at, latest);
    const answered = status === 'responded' || status === 'converted' || status === 'opted_out';
    const respondedAt = Math.min(
      daytimeFrom(tenant, contactedAt + Math.floor(drawn.soon * 20) * HOUR, 7, 22),
      convertedAt ?? tenant.until,
    );
    return {
      batch,
      person,
      status,
      method: contacted ? methodFor(tenant, person, drawn.method) : undefined,
      assignedTo: drawn.assignedTo,
      attempts: contacted ? drawn.attempts : 0,
      contactedAt: contacted ? contactedAt : undefined,
      respondedAt: answered ? respondedAt : undefined,
      convertedAt,
      optedOutAt: status === 'opted_out' ? respondedAt : undefined,
      cents: convertedAt === undefined ? 0 : drawn.cents,
    };
  });
}

/** Since when a customer who was to be won back wants to be left alone; undefined for all others. */
export function leftAloneSince(tenant: DemoTenant, customer: number): number | undefined {
  const since = leftAloneOf(tenant, Math.floor(customer / tenant.customers));
  return since.get(personOfCustomer(tenant, customer));
}

const leftAloneOf = perUnit((tenant, unit): ReadonlyMap<number, number> => {
  const members = batchesOf(tenant, unit).flatMap((batch) => batchMembers(tenant, batch));
  return new Map(
    members.flatMap(({ person, optedOutAt }) =>
      optedOutAt === undefined ? [] : [[person, optedOutAt] as const],
    ),
  );
});

/** The way that is meant, where crm knows the address for it: each customer has one of the others. */
function methodFor(tenant: DemoTenant, person: number, meant: 'sms' | 'email' | 'phone') {
  const has = (type: 'email' | 'phone') => handleOf(tenant, person, type) !== undefined;
  if (meant === 'sms' && hasMobile(tenant, person)) return meant;
  // In a large demo people are without a number, since those that are kept free are few.
  if (meant === 'email' ? has('email') : !has('phone')) return 'email';
  return 'phone';
}

const outcome = keyed('crm_reengage_personal_keys.outcome', (draw, tenant) => ({
  status: draw.weighted(OUTCOMES),
  waits: draw.chance(0.4),
  method: draw.pick(['sms', 'email', 'phone'] as const),
  assignedTo: anyStaff(tenant, draw),
  attempts: draw.integer(1, 4),
  soon: draw.unit(),
  cents: draw.integer(30, 400) * 100,
}));

const OUTCOMES = weights([
  ['contacted', 8],
  ['responded', 5],
  ['failed', 4],
  ['opted_out', 1],
]);
