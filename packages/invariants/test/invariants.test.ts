import { openSession, type Session } from '@erp/engine/connection';
import { readLedger } from '@erp/engine/ledger';
import { discoverDomains, type Project } from '@erp/engine/project';
import { checkInvariants, findEmptyDomains, loadInvariants } from '@erp/invariants/invariants';
import { withDisposableDatabase } from '@erp/scratch/disposable';
import { installDomains } from '@erp/scratch/install';
import { generateRowTypes } from '@erp/scratch/row-types';
import { type BareDatabase, bareDatabase } from '@erp/test-database/database';
import { rawMigration, type ScratchWorkspace, scratchWorkspace } from '@erp/test-database/scratch-workspace';

let checkout: ScratchWorkspace;
let database: BareDatabase;
let workspace: Project;
let session: Session;

/** Two domains with a rule each, and one rule more for where both are installed. */
beforeAll(async () => {
  checkout = scratchWorkspace();
  for (const name of ['crm', 'tasks']) {
    const table = rawMigration(
      `CREATE TABLE ${name} (tenant_id bigint, id bigint, PRIMARY KEY (tenant_id, id))`,
      `DROP TABLE ${name}`,
    );
    checkout.addDomain(name, [], { '0001_table.ts': table });
  }
  const rule = (name: string, table: string, more = '') =>
    `{ name: '${name}', says: 'x', ${more}sql: 'SELECT tenant_id, id AS key, id AS found FROM ${table} WHERE id < 0' }`;
  const both = rule('both', 'tasks', "needs: ['tasks'], ");
  checkout.write(
    'packages/domains/crm/invariants/index.ts',
    `export const invariants = [${rule('positive', 'crm')}, ${both}];\n`,
  );
  const bare = await discoverDomains(checkout.root);
  const written = await withDisposableDatabase((scratch) => generateRowTypes(scratch, bare));
  for (const { domain, text } of written) checkout.write(`packages/domains/${domain.name}/tables.ts`, text);
  workspace = await discoverDomains(checkout.root);
  database = await bareDatabase();
  session = database.closing(await openSession(database.settings));
  await installDomains(session, workspace, ['crm']);
});
afterAll(async () => {
  checkout.remove();
  await database.drop();
});

const asked = async () =>
  (await loadInvariants(workspace, await readLedger(session))).map(({ domain, name }) => `${domain}/${name}`);

test('rules are asked of installed domains, those of several when all are there', async () => {
  expect(await asked()).toEqual(['crm/positive']);
  await installDomains(session, workspace);
  expect(await asked()).toEqual(['crm/positive', 'crm/both']);
});

test('domains without a row are told, since a rule says nothing there', async () => {
  expect(await findEmptyDomains(session, workspace, ['crm', 'tasks'])).toEqual(['crm', 'tasks']);
  await session.query('INSERT INTO crm VALUES (1, 1)');
  expect(await findEmptyDomains(session, workspace, ['crm', 'tasks'])).toEqual(['tasks']);
});

test('rows that break a rule are counted, and the first few are shown', async () => {
  const invariants = await loadInvariants(workspace, await readLedger(session));
  expect(await checkInvariants(session, invariants)).toEqual([]);
  await session.query('INSERT INTO crm SELECT 2, -n FROM generate_series(1, 7) n');
  const told: string[] = [];
  const breaches = await checkInvariants(session, invariants, {
    asking: ({ name }, number) => told.push(`${number} ${name}`),
    answered: ({ name }, _milliseconds, broken) => told.push(`${name}: ${broken}`),
  });
  expect(breaches).toMatchObject([{ invariant: { name: 'positive' }, count: 7 }]);
  expect(breaches[0]?.examples).toHaveLength(5);
  expect(breaches[0]?.examples[0]).toEqual({ tenant: '2', key: '-1', found: '-1' });
  expect(told).toEqual(['1 positive', 'positive: 7', '2 both', 'both: 0']);
});
