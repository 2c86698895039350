import { findWorkspaceRoot } from '@erp/engine/project';
import { runErp } from '@erp/test-database/run-erp';
import { emptyDatabase } from '@erp/testing/database';
import {
  cutsOf,
  moments,
  preparedBy,
  publish,
  survives,
  type Target,
  type Trial,
  terminate,
  type Work,
  workOn,
} from './survives.ts';

/**
 * A runner on all domains that is killed, again and again, wherever it is; then a plain run ends what was begun.
 * Whatever is killed, the database must come out as if nothing had happened. Not part of `pnpm test`: it takes a
 * while. POINTS says how many points of each kind are tried.
 */
const root = findWorkspaceRoot(import.meta.dirname);

jest.setTimeout(24 * 60 * 60_000);
afterAll(publish);

const { up, down, load } = workOn(() => root);
const installed = preparedBy(up);

const MIGRATE = { prepare: emptyDatabase, work: up, finish: up, whole: true };
const ROLLBACK = { prepare: installed, work: down, finish: down, whole: true };
const SEED = { prepare: installed, work: load, finish: load };

test.each<Trial>([
  { what: 'wire, migrate', ...MIGRATE },
  { what: 'wire, rollback', ...ROLLBACK },
  { what: 'wire, rollback, then migrate', ...ROLLBACK, finish: up },
  { what: 'wire, seed', ...SEED },
])('the wire is cut: $what', async (trial) => {
  await survives(trial, () => cutsOf(trial.prepare, trial.work));
});

test.each<Trial>([
  { what: 'pg_terminate_backend, migrate', ...MIGRATE },
  { what: 'pg_terminate_backend, rollback', ...ROLLBACK },
  { what: 'pg_terminate_backend, seed', ...SEED },
])('the server ends the session: $what', async (trial) => {
  await survives(trial, moments(terminate));
});

/** A command as a process, and the same killed by SIGKILL. */
const command = (...args: string[]) => ({
  work: (async (settings) => {
    const { code, stderr } = await runErp(root, settings, args);
    if (code !== 0) throw new Error(stderr);
  }) satisfies Work,
  kill: async ({ settings }: Target, _work: Work, delay: number): Promise<boolean> => {
    const { code } = await runErp(root, settings, args, (signal) =>
      setTimeout(() => signal('SIGKILL'), delay),
    );
    return code === null;
  },
});

test.each([
  { what: 'SIGKILL, migrate', ...MIGRATE, ...command('migrate') },
  { what: 'SIGKILL, rollback', ...ROLLBACK, ...command('rollback', '--all', '--yes') },
  { what: 'SIGKILL, seed', ...SEED, ...command('seed', '--tenants', '1') },
])('the runner is killed: $what', async ({ kill, ...trial }) => {
  await survives({ ...trial, finish: trial.work }, moments(kill));
});
