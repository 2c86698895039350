import { discoverDomains } from '@erp/engine/project';
import { installDomains } from '@erp/scratch/install';
import type { ScratchWorkspace } from '@erp/test-database/scratch-workspace';
import { emptyDatabase } from '@erp/testing/database';
import { everyKindOfStep } from '../faults/every-kind-of-step.ts';
import {
  ask,
  cutsOf,
  inSession,
  preparedBy,
  publish,
  survives,
  type Target,
  type Work,
  workOn,
} from '../faults/survives.ts';

/** The connection is cut before and behind every statement there is. The whole matrix is `pnpm test:faults`. */
const EVERYWHERE = Number.POSITIVE_INFINITY;

let scratch: ScratchWorkspace;

beforeAll(() => {
  scratch = everyKindOfStep();
});
afterAll(() => {
  scratch.remove();
  publish();
});

const { up, down } = workOn(() => scratch.root);
const installed = preparedBy(up);
/** One of the two domains, with rows in the table that the link comes from. */
const filled = preparedBy(async (settings) => {
  await inSession(settings, async (session) =>
    installDomains(session, await discoverDomains(scratch.root), ['crm']),
  );
  await ask({ settings }, 'INSERT INTO leads SELECT 1, n FROM generate_series(1, 10) n');
});

const cutEverywhere = (what: string, prepare: () => Promise<Target>, work: Work, finish: Work) =>
  survives({ what, prepare, work, finish }, () => cutsOf(prepare, work, EVERYWHERE));

test('a migrate that loses its connection at any statement is finished by the next one', async () => {
  const { points } = await cutEverywhere(
    'wire, migrate with a function, a link and CONCURRENTLY',
    emptyDatabase,
    up,
    up,
  );
  expect(points).toBeGreaterThan(40);
});

test('so is one that binds a link to a table with rows', async () => {
  const { points } = await cutEverywhere('wire, binding a link to a table with rows', filled, up, up);
  expect(points).toBeGreaterThan(30);
});

test('a rollback that loses its connection at any statement is finished by the next one', async () => {
  const { points } = await cutEverywhere('wire, rollback of the same', installed, down, down);
  expect(points).toBeGreaterThan(20);
});

test('after a rollback that lost its connection, migrating finishes as well', async () => {
  await cutEverywhere('wire, rollback of the same, then migrate', installed, down, up);
});
