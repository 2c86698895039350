import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { DAY, day, time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { type BatchEntry, batchEntries } from './batch-entries.ts';
import { reengagedBatches } from './reengaged-batches.ts';
import { type Batch, batchCount, batchOf } from './win-back.ts';
import '../tables.ts';

interface DayOfBatch {
  readonly batch: Batch;
  readonly at: number;
  readonly contacted: readonly BatchEntry[];
  readonly responded: number;
  readonly converted: number;
  readonly cents: number;
  readonly totals: { contacted: number; responded: number; converted: number; cents: number };
}

/** One row for each day on which something happened in a batch, totals running. */
function daysOf(tenant: DemoTenant, number: number): readonly DayOfBatch[] {
  const batch = batchOf(tenant, number);
  const entries = batchEntries(tenant, batch);
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

const sentBy = (method: BatchEntry['method']) => (figures: DayOfBatch) =>
  figures.contacted.filter((entry) => entry.method === method).length;

/** The figures of every batch, day by day. */
export const reengageBatchesStats = factory('crm_reengage_batches_stats', {
  count: batchCount,
  story: daysOf,
  most: 64,
  rows: (days) => days,
  parents: { batch_id: () => reengagedBatches },
  cells: {
    batch_id: (figures: DayOfBatch) => reengagedBatches.id(figures.batch.number),
    snapshot_date: (figures) => day(figures.at),
    contacted_count: (figures) => figures.contacted.length,
    response_count: (figures) => figures.responded,
    conversion_count: (figures) => figures.converted,
    total_contacted: (figures) => figures.totals.contacted,
    total_responses: (figures) => figures.totals.responded,
    total_conversions: (figures) => figures.totals.converted,
    sms_sent: sentBy('sms'),
    email_sent: sentBy('email'),
    phone_calls: sentBy('phone'),
    revenue_generated: (figures) => money(figures.cents),
    total_revenue: (figures) => money(figures.totals.cents),
    created_at: (figures) => time(figures.at + DAY),
    updated_at: (figures) => time(figures.at + DAY),
  },
});
