import { standIn } from '@erp/demo-world/roster';
import { staffWithRole } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { HOUR, time } from '@erp/kit/moment';
import { COUNTS, type StockCount } from '../demo/stock-count-plans.ts';
import { say } from '../demo/texts/words.ts';
import { workingDay } from '../demo/working-day.ts';
import { warehouses } from './warehouses.ts';
import '../tables.ts';

/** Counts that were booked, given up, or still go on. */
export const stockCounts = factory('stock_count', {
  count: () => COUNTS.length,
  fixed: true,
  story: (tenant, number) => {
    const count = COUNTS[number % COUNTS.length] as StockCount;
    const startedAt = workingDay(tenant, count.share, 9);
    const closedAt = count.status === 'in_progress' ? undefined : startedAt + count.hours * HOUR;
    return { ...count, startedAt, closedAt };
  },
  parents: { warehouse_id: () => warehouses },
  cells: {
    warehouse_id: (count) => warehouses.id(count.warehouse),
    status: (count) => count.status,
    notes: (count, _draw, tenant) => say(tenant, count.notes),
    started_at: (count) => time(count.startedAt),
    closed_at: (count) => (count.closedAt === undefined ? null : time(count.closedAt)),
    started_by: (count, _draw, tenant) => standIn(tenant, staffWithRole(tenant, 'manager'), count.startedAt),
    closed_by: (count, _draw, tenant) =>
      count.closedAt === undefined ? null : standIn(tenant, staffWithRole(tenant, 'manager'), count.closedAt),
    created_at: (count) => time(count.startedAt),
    updated_at: (count) => time(count.closedAt ?? count.startedAt),
  },
});
