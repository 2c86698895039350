import { declareCommand, declareGroup } from '../command/command.ts';
import type { OptionsOf } from '../command/option.ts';
import { JSON_IT, YES } from '../command/shared-options.ts';

const options = { json: JSON_IT };
const resetOptions = { yes: YES, json: JSON_IT };

export type DbOptions = OptionsOf<typeof options>;
export type DbResetOptions = OptionsOf<typeof resetOptions>;

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
]);
