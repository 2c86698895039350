import { standIn } from '@erp/demo-world/roster';
import { staffWithRole } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { day, time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { say } from '../demo/texts/words.ts';
import { BATCH_SIZE, batchCount, batchOf } from '../demo/win-back-batches.ts';
import { batchMembers, lastNoted } from '../demo/win-back-members.ts';
import '../tables.ts';

/** Groups of former buyers who are to be won back. */
export const reengagedBatches = factory('crm_reengaged_batches', {
  count: batchCount,
  story: (tenant, number) => {
    const batch = batchOf(tenant, number);
    const entries = batchMembers(tenant, batch);
    return {
      ...batch,
      contacted: entries.filter((entry) => entry.contactedAt !== undefined).length,
      responded: entries.filter((entry) => entry.respondedAt !== undefined).length,
      converted: entries.filter((entry) => entry.convertedAt !== undefined).length,
      cents: entries.reduce((sum, entry) => sum + entry.cents, 0),
      // What came of its people is counted in its row.
      changedAt:
        batch.status === 'completed' ? batch.end : Math.max(batch.createdAt, ...entries.map(lastNoted)),
    };
  },
  cells: {
    batch_name: (batch, _draw, tenant) =>
      say(tenant, 'Win back {month} no. {number}')
        .replace('{month}', day(batch.start).slice(0, 7))
        .replace('{number}', String(batch.number + 1)),
    assigned_to: (batch) => batch.assignedTo,
    currency_code: (_batch, _draw, tenant) => tenant.currency,
    // Orders knows it.
    historical_value: null,
    status: (batch) => batch.status,
    created_date: (batch) => day(batch.createdAt),
    target_size: BATCH_SIZE,
    start_date: (batch) => day(batch.start),
    end_date: (batch) => day(batch.end),
    contacted_count: (batch) => batch.contacted,
    response_count: (batch) => batch.responded,
    conversion_count: (batch) => batch.converted,
    reactivated_revenue: (batch) => money(batch.cents),
    target_revenue: (_batch, draw) => money(draw.integer(10, 60) * 5_000),
    target_response_rate: (_batch, draw) => draw.integer(20, 40) / 100,
    created_by: ({ createdAt }, _draw, tenant) =>
      standIn(tenant, staffWithRole(tenant, 'manager'), createdAt),
    created_at: (batch) => time(batch.createdAt),
    updated_at: (batch) => time(batch.changedAt),
  },
});
