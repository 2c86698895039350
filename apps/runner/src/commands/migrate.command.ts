import { declareCommand } from '../command/command.ts';
import { flag, type OptionsOf } from '../command/option.ts';
import { ATTEMPTS, JSON_RESULT, LOCK_TIMEOUT, ONLY, TO } from '../command/shared-options.ts';

const options = {
  only: ONLY,
  to: TO,
  dryRun: flag('show what would be applied and change nothing'),
  lockTimeout: LOCK_TIMEOUT,
  attempts: ATTEMPTS,
  json: JSON_RESULT,
};

export type MigrateOptions = OptionsOf<typeof options>;

export const command = declareCommand({
  name: 'migrate',
  help: 'apply everything that is pending, in one transaction',
  options,
  run: async (...given) => (await import('./migrate.ts')).migrate(...given),
});
