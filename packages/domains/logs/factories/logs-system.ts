import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { stores } from '@erp/system/factories/stores';
import { type Run, runCount, runOf } from './runs.ts';
import '../tables.ts';

/** A line that a run has left. */
interface Entry {
  readonly run: Run;
  readonly action: 'job_started' | 'sync' | 'cleanup' | 'job_finished' | 'job_failed';
  readonly at: number;
}

function entriesOf(run: Run): readonly Entry[] {
  const start: Entry = { run, action: 'job_started', at: run.startedAt };
  if (run.failed) return [start, { run, action: 'job_failed', at: run.endedAt }];
  return [
    start,
    { run, action: run.job.action, at: Math.floor((run.startedAt + run.endedAt) / 2) },
    { run, action: 'job_finished', at: run.endedAt },
  ];
}

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

function detailsOf({ run, action }: Entry): object {
  const { job } = run;
  switch (action) {
    case 'job_started':
      return { job: job.name };
    case 'job_finished':
    case 'job_failed':
      return { job: job.name, duration_ms: run.endedAt - run.startedAt };
    default:
      return { job: job.name, [job.things]: run.handled };
  }
}

function responseOf({ run, action }: Entry): string | null {
  switch (action) {
    case 'job_started':
      return null;
    case 'job_failed':
      return run.job.failure;
    case 'cleanup':
      return `Removed ${run.handled} ${run.job.things}.`;
    case 'sync':
      return `Took over ${run.handled} ${run.job.things}.`;
    default:
      return 'Done.';
  }
}
