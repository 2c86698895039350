import type { ScratchWorkspace } from '@erp/test-database/scratch-workspace';
import { emptyDatabase } from '@erp/testing/database';
import { BODIES, workspaceOf } from './outside-transactions.ts';
import { cutsOf, moments, preparedBy, publish, survives, terminate, workOn } from './survives.ts';

/** Migrations outside a transaction, cut at the statements of the runner as well as their own, in both directions. */
jest.setTimeout(24 * 60 * 60_000);
afterAll(publish);

describe.each(BODIES)('$what', (body) => {
  const { what, content } = body;
  let scratch: ScratchWorkspace;
  beforeAll(() => {
    scratch = workspaceOf(body);
  });
  afterAll(() => scratch.remove());
  const { up, back } = workOn(() => scratch.root);
  const installed = preparedBy(up);
  const forward = { content, prepare: emptyDatabase, work: up, finish: up };
  const backward = { content, prepare: installed, work: back };

  test('wire, migrate', async () => {
    await survives({ what: `wire, ${what}`, ...forward }, () => cutsOf(emptyDatabase, up));
  });
  test('pg_terminate_backend, migrate', async () => {
    await survives({ what: `pg_terminate_backend, ${what}`, ...forward }, moments(terminate));
  });
  test('wire, rollback', async () => {
    const trial = { what: `wire, rollback of ${what}`, ...backward, finish: back };
    await survives(trial, () => cutsOf(installed, back));
  });
  test('wire, rollback, then migrate', async () => {
    const trial = { what: `wire, rollback of ${what}, then migrate`, ...backward, finish: up };
    await survives(trial, () => cutsOf(installed, back));
  });
});
