import { InvalidArgumentError } from 'commander';
import { declareCommand } from '../command/command.ts';
import { byDefault, flag, type OptionsOf, parsed, text, upTo } from '../command/option.ts';
import { ENCRYPT_TO, IDENTITY, JSON_RESULT, LOCK_TIMEOUT, YES } from '../command/shared-options.ts';

const IN = text('<directory>', 'where the backups lie (ERP_BACKUPS, else .erp/backups)');

const options = {
  to: text('<directory>', 'where backups are kept (ERP_BACKUPS, else .erp/backups)'),
  jobs: byDefault(parsed('<number>', 'how many tables to copy at the same time, 16 at most', upTo(16)), 2),
  encryptTo: ENCRYPT_TO,
  identity: IDENTITY,
  unverified: flag('do not restore it on a scratch server; it is proven by nothing then'),
  lockTimeout: LOCK_TIMEOUT,
  json: JSON_RESULT,
};
const verifyOptions = { in: IN, identity: IDENTITY, json: JSON_RESULT };
const listOptions = { in: IN, json: JSON_RESULT };
const pruneOptions = {
  keep: byDefault(
    parsed('<numbers>', 'of how many days, weeks and months to keep the newest backup', keep),
    { daily: 7, weekly: 4, monthly: 12 },
    'daily=7,weekly=4,monthly=12',
  ),
  in: IN,
  dryRun: flag('show what would be removed and remove nothing'),
  yes: YES,
  json: JSON_RESULT,
};

export type BackupOptions = OptionsOf<typeof options>;
export type BackupVerifyOptions = OptionsOf<typeof verifyOptions>;
export type BackupListOptions = OptionsOf<typeof listOptions>;
export type BackupPruneOptions = OptionsOf<typeof pruneOptions>;

export const command = declareCommand({
  name: 'backup',
  help: 'back up the rows of one moment and restore them to prove it; docs/backups.md',
  options,
  commands: [
    declareCommand({
      name: 'verify',
      help: 'restore a backup, the newest by default, on a scratch server and compare',
      arguments: ['[backup]'],
      options: verifyOptions,
      run: async (...given) => (await import('./backup-verify.ts')).verify(...given),
    }),
    declareCommand({
      name: 'list',
      help: 'show the backups, and which of them were restored',
      options: listOptions,
      run: async (...given) => (await import('./backup-list.ts')).listBackups(...given),
    }),
    declareCommand({
      name: 'prune',
      help: 'remove old backups; asks first',
      options: pruneOptions,
      run: async (...given) => (await import('./backup-prune.ts')).pruneBackups(...given),
    }),
  ],
  run: async (...given) => (await import('./backup.ts')).backup(...given),
});

/** Reads `daily=7,weekly=4,monthly=12`; what is left out is 0. */
function keep(written: string): { daily: number; weekly: number; monthly: number } {
  const kept = { daily: 0, weekly: 0, monthly: 0 };
  for (const part of written.split(',')) {
    const [, period, count] = /^\s*(daily|weekly|monthly)=(\d{1,4})\s*$/.exec(part) ?? [];
    if (period === undefined)
      throw new InvalidArgumentError(
        'Give numbers of days, weeks and months, e.g. daily=7,weekly=4,monthly=12.',
      );
    kept[period as keyof typeof kept] = Number(count);
  }
  if (kept.daily + kept.weekly + kept.monthly === 0)
    throw new InvalidArgumentError('That would keep nothing. Give at least one number from 1 on.');
  return kept;
}
