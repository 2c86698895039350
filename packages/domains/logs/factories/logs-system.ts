import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { stores } from '@erp/system/factories/stores';
import { detailsOf, entriesOf, responseOf } from '../demo/job-log-entries.ts';
import { runCount, runOf } from '../demo/job-runs.ts';
import '../tables.ts';

/** What the jobs of the last three months said: they are dropped after that. */
export const logsSystem = factory('logs_system', {
  count: runCount,
  story: (tenant: DemoTenant, number) => runOf(tenant, number),
  most: 3,
  rows: entriesOf,
  cells: {
    action: (entry) => entry.action,
    entity_type: (entry) => (entry.run.job.ofStore ? 'store' : null),
    entity_id: (entry) => (entry.run.job.ofStore ? stores.id(entry.run.store) : null),
    user_id: (entry) => entry.run.startedBy,
    details: (entry) => detailsOf(entry),
    response: (entry) => responseOf(entry),
    request_id: (entry) => entry.run.request,
    created_at: (entry) => time(entry.at),
  },
});
