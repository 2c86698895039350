import { declareCommand } from '../command/command.ts';
import { flag, type OptionsOf, parsed, text, upTo } from '../command/option.ts';
import { IDENTITY, JSON_RESULT, LOCK_TIMEOUT } from '../command/shared-options.ts';

const options = {
  into: text('<url>', 'the empty database to restore into, instead of that of DATABASE_URL'),
  in: text('<directory>', 'where the backups lie (ERP_BACKUPS, else .erp/backups)'),
  identity: IDENTITY,
  jobs: parsed(
    '<number>',
    'how many tables to load at the same time, 16 at most; as many as processors by default',
    upTo(16),
  ),
  dryRun: flag('check the files and the database, and change nothing'),
  lockTimeout: LOCK_TIMEOUT,
  json: JSON_RESULT,
};

export type RestoreOptions = OptionsOf<typeof options>;

export const command = declareCommand({
  name: 'restore',
  help: 'restore a backup into an empty database, then migrate on; docs/backups.md',
  arguments: ['<backup>'],
  options,
  details: `
The backup is named, e.g. erp-20261101T030000Z, or given by its path.
Interrupted, it leaves nothing, or a database that is marked: the same command
goes on with what is left.`,
  run: async (...given) => (await import('./restore.ts')).restore(...given),
});
