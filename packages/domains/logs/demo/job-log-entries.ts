import type { Run } from './job-runs.ts';

/** A line that a run has left. */
export interface Entry {
  readonly run: Run;
  readonly action: 'job_started' | 'sync' | 'cleanup' | 'job_finished' | 'job_failed';
  readonly at: number;
}

/** What a run writes into the log: that it began, and how it ended. */
export function entriesOf(run: Run): readonly Entry[] {
  const start: Entry = { run, action: 'job_started', at: run.startedAt };
  if (run.failed) return [start, { run, action: 'job_failed', at: run.endedAt }];
  return [
    start,
    { run, action: run.job.action, at: Math.floor((run.startedAt + run.endedAt) / 2) },
    { run, action: 'job_finished', at: run.endedAt },
  ];
}

/** What is known of a run beside its entry. */
export function detailsOf({ run, action }: Entry): object {
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

/** What the other side answered, where there was one. */
export function responseOf({ run, action }: Entry): string | null {
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
