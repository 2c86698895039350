import { declareCommand } from '../command/command.ts';
import { flag, type OptionsOf, text } from '../command/option.ts';
import { ATTEMPTS, JSON_RESULT, LOCK_TIMEOUT, YES } from '../command/shared-options.ts';

const options = {
  to: text('<migration>', 'roll back what came after this migration in its domain'),
  domain: text('<domain>', 'roll back a domain and everything that depends on it'),
  all: flag('roll back everything'),
  dryRun: flag('show what would be rolled back and change nothing'),
  yes: YES,
  lockTimeout: LOCK_TIMEOUT,
  attempts: ATTEMPTS,
  json: JSON_RESULT,
};

export type RollbackOptions = OptionsOf<typeof options>;

export const command = declareCommand({
  name: 'rollback',
  help: 'roll back the last batch',
  options,
  run: async (...given) => (await import('./rollback.ts')).rollback(...given),
});
