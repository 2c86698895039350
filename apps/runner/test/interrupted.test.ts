import { emptyDatabase } from '@erp/testing/database';
import type { ScratchWorkspace } from '@erp/testing/scratch-workspace';
import { BODIES, workspaceOf } from '../faults/outside-transactions.ts';
import { cutsOf, preparedBy, publish, survives, workOn } from '../faults/survives.ts';

/**
 * The connection is cut around every statement of migrations outside a transaction; then a plain run finishes, and what
 * comes out is what nobody disturbed, rows included. Cuts at every statement of the runner too: `pnpm test:faults`.
 */
const EVERYWHERE = Number.POSITIVE_INFINITY;

let scratch: ScratchWorkspace;
afterEach(() => scratch.remove());
afterAll(publish);

const { up, back } = workOn(() => scratch.root);

/** What the body sends, and what ends it: the COMMIT of a statement, and the line that says that one was done. */
const ofTheBody = (statements: readonly string[]) => {
  const begins = statements.findIndex((sql) => sql.startsWith('INSERT INTO public.knex_migrations_begun'));
  return statements.flatMap((sql, n) =>
    n > begins && !/^(BEGIN|SELECT|SET \w+ = '|DELETE FROM public|WITH)/.test(sql) ? [n] : [],
  );
};

describe.each(BODIES)('$what', (body) => {
  test('a migrate that ends in the middle is finished by the next one', async () => {
    scratch = workspaceOf(body);
    const trial = { what: body.what, prepare: emptyDatabase, work: up, finish: up, content: body.content };
    await survives(trial, () => cutsOf(emptyDatabase, up, EVERYWHERE, ofTheBody));
  });

  test('a rollback that ends in the middle is finished by the next one, and by migrating', async () => {
    scratch = workspaceOf(body);
    const installed = preparedBy(up);
    const trial = { what: `${body.what}, back`, prepare: installed, work: back, content: body.content };
    const cuts = () => cutsOf(installed, back, EVERYWHERE, ofTheBody);
    await survives({ ...trial, finish: back }, cuts);
    await survives({ ...trial, what: `${body.what}, back and again`, finish: up }, cuts);
  });
});
