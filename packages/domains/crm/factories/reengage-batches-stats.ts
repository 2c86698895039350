import { factory } from '@erp/kit/factory';
import { DAY, day, time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { batchCount } from '../demo/win-back-batches.ts';
import { type DayOfBatch, daysOf, sentBy } from '../demo/win-back-days.ts';
import { reengagedBatches } from './reengaged-batches.ts';
import '../tables.ts';

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
