import { findWorkspaceRoot } from '@erp/engine/discover';
import { emptyDatabase } from '@erp/testing/database';
import { runErp } from '../test/run-erp.ts';
import {
  cutsOf,
  moments,
  preparedBy,
  publish,
  survives,
  type Tally,
  type Target,
  terminate,
  type Work,
  workOn,
} from './survives.ts';

/**
 * A runner on all domains that is struck down, again and again, wherever it is; then a plain run ends what was begun.
 * Whatever is struck, the database must come out as if nothing had happened. Not part of `pnpm test`: it takes a
 * while. POINTS says how many points of each kind are tried.
 */
const root = findWorkspaceRoot(import.meta.dirname);
const tallies: Tally[] = [];

jest.setTimeout(24 * 60 * 60_000);
afterAll(() => publish(tallies));

const { up, down, sow } = workOn(() => root);
const installed = preparedBy(up);
const kill =
  (...args: string[]) =>
  async (database: Target, _work: Work, delay: number): Promise<void> => {
    await runErp(root, database.settings, args, (signal) => setTimeout(() => signal('SIGKILL'), delay));
  };

test('the wire is cut during a migrate of all domains', async () => {
  const cuts = await cutsOf(emptyDatabase, up);
  tallies.push(await survives('wire, migrate', emptyDatabase, up, up, cuts));
});

test('the wire is cut during a rollback of all domains', async () => {
  const cuts = await cutsOf(installed, down);
  tallies.push(await survives('wire, rollback', installed, down, down, cuts));
});

test('the wire is cut during a rollback, and migrating ends it', async () => {
  const cuts = await cutsOf(installed, down);
  tallies.push(await survives('wire, rollback, then migrate', installed, down, up, cuts));
});

test('the wire is cut during a seed', async () => {
  const cuts = await cutsOf(installed, sow);
  tallies.push(await survives('wire, seed', installed, sow, sow, cuts));
});

test('the server ends the session of a migrate', async () => {
  tallies.push(await survives('pg_terminate_backend, migrate', emptyDatabase, up, up, moments(3, terminate)));
});

test('the server ends the session of a seed', async () => {
  tallies.push(await survives('pg_terminate_backend, seed', installed, sow, sow, moments(4, terminate)));
});

test('the runner is killed during a migrate', async () => {
  tallies.push(await survives('SIGKILL, migrate', emptyDatabase, up, up, moments(4, kill('migrate'))));
});

test('the runner is killed during a rollback', async () => {
  const strikes = moments(3, kill('rollback', '--all', '--yes'));
  tallies.push(await survives('SIGKILL, rollback', installed, down, down, strikes));
});
