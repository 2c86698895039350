import type { ScratchWorkspace } from '@erp/test-database/scratch-workspace';
import { emptyDatabase } from '@erp/testing/database';
import { BODIES, workspaceOf } from '../faults/outside-transactions.ts';
import { behind, cutsOf, preparedBy, publish, survives, workOn } from '../faults/survives.ts';

/**
 * The connection is cut around statements of migrations outside a transaction; then a plain run finishes, and what comes
 * out is what nobody disturbed, rows included. Cuts everywhere: `pnpm test:faults`.
 */
const CUTS = 6;

afterAll(publish);

/** What the body sends, and what ends it: the COMMIT of a statement, and the line that says that one was done. */
const ofTheBody = (statements: readonly string[]) => {
  const begins = statements.findIndex((sql) => sql.startsWith('INSERT INTO public.knex_migrations_begun'));
  return behind(
    statements.flatMap((sql, n) =>
      n > begins && !/^(BEGIN|SELECT|SET \w+ = '|DELETE FROM public|WITH)/.test(sql) ? [n] : [],
    ),
  );
};

describe.each(BODIES)('$what', (body) => {
  const { what, content } = body;
  let scratch: ScratchWorkspace;
  beforeAll(() => {
    scratch = workspaceOf(body);
  });
  afterAll(() => scratch.remove());
  const { up, back } = workOn(() => scratch.root);
  const installed = preparedBy(up);

  test('a migrate that ends in the middle is finished by the next one', async () => {
    const trial = { what, content, prepare: emptyDatabase, work: up, finish: up };
    await survives(trial, () => cutsOf(emptyDatabase, up, CUTS, ofTheBody));
  });

  test('a rollback that ends in the middle is finished by the next one', async () => {
    const trial = { what: `${what}, back`, content, prepare: installed, work: back, finish: back };
    await survives(trial, () => cutsOf(installed, back, CUTS, ofTheBody));
  });

  test('a rollback that ends in the middle is finished by migrating, which applies it anew', async () => {
    const trial = { what: `${what}, back and again`, content, prepare: installed, work: back, finish: up };
    await survives(trial, () => cutsOf(installed, back, CUTS / 2, ofTheBody));
  });
});
