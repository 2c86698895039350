import { InvalidArgumentError } from 'commander';
import { declareCommand, declareGroup } from '../command/command.ts';
import { type OptionsOf, parsed } from '../command/option.ts';
import { JSON_IT, YES } from '../command/shared-options.ts';

const options = { json: JSON_IT };
const resetOptions = { yes: YES, json: JSON_IT };
const restoreOptions = {
  until: parsed(
    '<time>',
    'the moment to go back to, e.g. 2026-11-02T14:32:00Z; the last one in the archive by default',
    moment,
  ),
  yes: YES,
  json: JSON_IT,
};

export type DbOptions = OptionsOf<typeof options>;
export type DbResetOptions = OptionsOf<typeof resetOptions>;
export type DbRestoreOptions = OptionsOf<typeof restoreOptions>;

export const command = declareGroup('db', 'the embedded PostgreSQL of this checkout', [
  declareCommand({
    name: 'start',
    help: 'keep it running, on TCP too, for psql or a GUI',
    options,
    run: async (...given) => (await import('./db.ts')).start(...given),
  }),
  declareCommand({
    name: 'stop',
    help: 'stop it',
    options,
    run: async (...given) => (await import('./db.ts')).stop(...given),
  }),
  declareCommand({
    name: 'status',
    help: 'say whether it runs',
    options,
    run: async (...given) => (await import('./db.ts')).status(...given),
  }),
  declareCommand({
    name: 'url',
    help: 'print the address of the database, nothing else',
    options,
    run: async (...given) => (await import('./db.ts')).url(...given),
  }),
  declareCommand({
    name: 'reset',
    help: 'stop it and delete its data',
    options: resetOptions,
    run: async (...given) => (await import('./db.ts')).reset(...given),
  }),
  declareCommand({
    name: 'backup',
    help: 'copy its data, and archive its log from then on; docs/backups.md',
    options,
    run: async (...given) => (await import('./db-backup.ts')).backUpServer(...given),
  }),
  declareCommand({
    name: 'restore',
    help: 'put its data back to a moment since a db backup; asks first',
    options: restoreOptions,
    run: async (...given) => (await import('./db-restore.ts')).restoreServer(...given),
  }),
]);

/** Reads a moment; without a zone it is one of this machine's clock. */
function moment(written: string): string {
  const form = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?<zone>Z|[+-]\d\d:\d\d)?$/.exec(
    written,
  );
  const found = new Date(written);
  if (form === null || Number.isNaN(found.getTime()))
    throw new InvalidArgumentError('Give a moment, e.g. 2026-11-02T14:32:00Z or "2026-11-02 14:32".');
  // As it was written, it keeps its microseconds.
  return form.groups?.zone === undefined ? found.toISOString() : written;
}
