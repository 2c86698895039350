import type { DemoTenant } from '@erp/kit/demo-tenant';
import { DAY } from '@erp/kit/moment';
import { type Batch, batchOf } from './win-back-batches.ts';
import { type BatchMember, batchMembers } from './win-back-members.ts';

/** A day of a win-back batch, and what it has come to until then; money in cents. */
export interface DayOfBatch {
  readonly batch: Batch;
  readonly at: number;
  readonly contacted: readonly BatchMember[];
  readonly responded: number;
  readonly converted: number;
  readonly cents: number;
  readonly totals: { contacted: number; responded: number; converted: number; cents: number };
}

/** One row for each day on which something happened in a batch, totals running. */
export function daysOf(tenant: DemoTenant, number: number): readonly DayOfBatch[] {
  const batch = batchOf(tenant, number);
  const entries = batchMembers(tenant, batch);
  const moments = entries.flatMap((entry) =>
    [entry.contactedAt, entry.respondedAt, entry.convertedAt].filter((at) => at !== undefined),
  );
  const days = [...new Set(moments.map((at) => Math.floor(at / DAY) * DAY))].sort((a, b) => a - b);
  const totals = { contacted: 0, responded: 0, converted: 0, cents: 0 };
  return days.map((at) => {
    const on = (moment: number | undefined) => moment !== undefined && Math.floor(moment / DAY) * DAY === at;
    const contacted = entries.filter((entry) => on(entry.contactedAt));
    const converted = entries.filter((entry) => on(entry.convertedAt));
    const responded = entries.filter((entry) => on(entry.respondedAt)).length;
    const cents = converted.reduce((sum, entry) => sum + entry.cents, 0);
    totals.contacted += contacted.length;
    totals.responded += responded;
    totals.converted += converted.length;
    totals.cents += cents;
    return { batch, at, contacted, responded, converted: converted.length, cents, totals: { ...totals } };
  });
}

/** How many people were written to in one way on a day. */
export const sentBy = (method: BatchMember['method']) => (figures: DayOfBatch) =>
  figures.contacted.filter((entry) => entry.method === method).length;
