import { declareCommand } from '../command/command.ts';
import { earlierName, flag, list, type OptionsOf } from '../command/option.ts';
import { JSON_RESULT, LOCK_TIMEOUT, ONLY, TO } from '../command/shared-options.ts';

const options = {
  only: ONLY,
  to: TO,
  assumeApplied: list('<migrations...>', 'these change rows only, which cannot be compared: they were run'),
  trust: earlierName(list('<migrations...>', '')),
  dryRun: flag('compare and change nothing'),
  lockTimeout: LOCK_TIMEOUT,
  json: JSON_RESULT,
};

export type BaselineOptions = OptionsOf<typeof options>;

export const command = declareCommand({
  name: 'baseline',
  help: 'record what a database made by hand-run SQL already has; changes records only',
  options,
  details: `
Migrates a scratch database step by step, compares it with this one, and
records the steps whose tables, columns, constraints, indexes, policies,
triggers, functions, grants and comments are all there as the step makes them;
what differs is listed. The role needs CREATEDB. Exit codes: 0 what is there
matches, 1 there are differences and nothing was recorded, 3 there are
differences and the steps before them were recorded. docs/history.md tells more.

Examples:
  erp baseline --dry-run            compare, list the differences
  erp baseline                      record what matches; then: erp migrate
  erp baseline --only crm           crm and what it depends on
  erp baseline --to crm/0007        crm/0007 and what it needs`,
  run: async (...given) => (await import('./baseline.ts')).baseline(...given),
});
