import { declareCommand } from '../command/command.ts';
import { flag, type OptionsOf, text } from '../command/option.ts';
import { ONLY, TO } from '../command/shared-options.ts';

const options = {
  only: ONLY,
  to: TO,
  fresh: flag('plan for an empty database; needs no server'),
  sql: flag('print the plan as one script for psql'),
  out: text('<folder>', 'with --sql: write one numbered file per domain into this folder'),
  analyze: flag('try the plan on a scratch database: locks, rewrites, scans, and safe forms'),
  strict: flag('with --analyze: exit code 1 when there is a warning'),
  json: flag('print the plan, its SQL or the analysis as JSON'),
};

export type PlanCommandOptions = OptionsOf<typeof options>;

export const command = declareCommand({
  name: 'plan',
  help: 'show the ordered steps still to do, or write them as SQL',
  options,
  conflicts: { analyze: ['fresh', 'sql', 'out'] },
  details: `
With --analyze each statement is run on a scratch copy of the schema that the
ledger describes, and what it does to tables that are there already is
reported. The chosen database is only read; the role needs CREATEDB.
docs/analyze.md tells more.

Examples:
  erp plan                           the steps still to do
  erp plan --sql | less              as SQL
  erp plan --analyze                 would it stand in anybody's way?`,
  run: async (invocation, given) =>
    given.analyze === true
      ? (await import('./analyze-plan.ts')).analyze(invocation, given)
      : (await import('./plan.ts')).plan(invocation, given),
});
