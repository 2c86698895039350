import type { LinkFields } from '@erp/kit/link';
import { askErp } from '@erp/test-database/ask-erp';
import { rawMigration, type ScratchWorkspace, scratchWorkspace } from '@erp/test-database/scratch-workspace';
import { type EmptyDatabase, emptyDatabase } from './database.ts';

const LINK: LinkFields = {
  from: 'leads.order_id',
  to: 'orders.id',
  domain: 'orders',
  onDelete: 'SET NULL',
  because: 'Circle.',
};

let database: EmptyDatabase;
let scratch: ScratchWorkspace;

/** crm points at orders, and orders depends on crm: the circle that a link opens. */
beforeEach(async () => {
  database = await emptyDatabase();
  scratch = scratchWorkspace();
  scratch.addDomain('crm', [], {
    '0001_leads.ts': rawMigration(
      'CREATE TABLE leads (tenant_id bigint, id bigint, order_id bigint, PRIMARY KEY (tenant_id, id))',
      'DROP TABLE leads',
    ),
  });
  scratch.addLink('crm', LINK);
  scratch.addDomain('orders', ['crm'], {
    '0001_orders.ts': rawMigration(
      'CREATE TABLE orders (tenant_id bigint, id bigint, PRIMARY KEY (tenant_id, id))',
      'DROP TABLE orders',
    ),
  });
});
afterEach(async () => {
  scratch.remove();
  await database.drop();
});

const erp = (...args: string[]) => askErp(scratch.root, database.settings, args);

async function query<Row extends object>(sql: string): Promise<Row[]> {
  const client = await database.connect();
  return (await client.query<Row>(sql)).rows;
}

const foreignKeys = () =>
  query<{ name: string; valid: boolean; definition: string }>(
    `SELECT conname AS name, convalidated AS valid, pg_get_constraintdef(oid) AS definition
       FROM pg_constraint WHERE contype = 'f'`,
  );
const ledger = async () =>
  (await query<{ name: string }>('SELECT name FROM knex_migrations ORDER BY id')).map((row) => row.name);

test('a link waits for its domain, is bound when it comes, and unbound first when it goes', async () => {
  const alone = await erp('migrate', '--only', 'crm');
  expect(alone.stderr).toContain('crm/links/leads.order_id waits for orders.');
  expect(await foreignKeys()).toEqual([]);
  const { domains } = JSON.parse((await erp('status', '--json')).stdout);
  expect(domains[0].steps[1]).toMatchObject({ kind: 'link', state: 'waiting', waitsFor: 'orders' });

  expect((await erp('migrate')).code).toBe(0);
  expect(await foreignKeys()).toEqual([
    {
      name: 'fk_leads_order_id',
      valid: true,
      definition:
        'FOREIGN KEY (tenant_id, order_id) REFERENCES orders(tenant_id, id) ON DELETE SET NULL (order_id) DEFERRABLE',
    },
  ]);
  expect((await ledger()).at(-1)).toBe('crm/links/leads.order_id');

  const back = await erp('rollback', '--domain', 'orders', '--dry-run');
  expect(back.stdout.split('\n')[0]).toContain('crm/links/leads.order_id');
  expect((await erp('rollback', '--domain', 'orders', '--yes')).code).toBe(0);
  expect(await ledger()).toEqual(['crm/0001_leads']);
});

test('orphan rows are counted, with a query that finds them; nothing else of the run is lost', async () => {
  await erp('migrate', '--only', 'crm');
  await query('INSERT INTO leads VALUES (1, 1, NULL), (1, 2, 77), (2, 3, 78)');
  const { code, stderr } = await erp('migrate');
  expect(code).toBe(3);
  expect(stderr).toContain('2 rows of leads point at no row of orders');
  const search = /Find them by:\s+(SELECT .*);/.exec(stderr)?.[1] ?? '';
  expect(await query(search)).toHaveLength(2);
  expect(await ledger()).toEqual(['crm/0001_leads', 'orders/0001_orders']);
  expect(await foreignKeys()).toEqual([]);

  await query('INSERT INTO orders VALUES (1, 77), (2, 78)');
  expect((await erp('migrate')).code).toBe(0);
  expect(await foreignKeys()).toMatchObject([{ valid: true }]);
});

test('on a table with rows the key is checked after the table is free again', async () => {
  await erp('migrate', '--only', 'crm');
  await query('INSERT INTO leads VALUES (1, 1, 77)');
  scratch.write(
    'packages/domains/orders/migrations/0002_first.ts',
    rawMigration('INSERT INTO orders VALUES (1, 77)', 'DELETE FROM orders'),
  );
  const { logStatements } = await import('@erp/test-database/statement-log');
  const log = await logStatements(database.settings);
  expect((await askErp(scratch.root, log.settings, ['migrate'])).code).toBe(0);
  const sent = log.statements();
  await log.close();
  const added = sent.findIndex((sql) => sql.includes('NOT VALID'));
  const validated = sent.findIndex((sql) => sql.includes('VALIDATE CONSTRAINT'));
  expect(added).toBeGreaterThan(0);
  expect(sent.slice(added, validated)).toContain('COMMIT;');
});

test('a link can only be bound inside one tenant', async () => {
  await erp('migrate');
  await query('INSERT INTO orders VALUES (1, 77)');
  await expect(query('INSERT INTO leads VALUES (2, 1, 77)')).rejects.toMatchObject({ code: '23503' });
});

test('a link waits for a domain that has nothing yet, and every command says for which', async () => {
  scratch.addLink('crm', { ...LINK, to: 'invoices.id', domain: 'billing' });
  scratch.addDomain('billing');
  const waits = 'crm/links/leads.order_id waits for billing.';
  expect(await erp('plan')).toMatchObject({ code: 0, stderr: expect.stringContaining(waits) });
  expect(await erp('migrate')).toMatchObject({ code: 0, stderr: expect.stringContaining(waits) });
  expect((await erp('status')).stdout).toContain('waiting for billing  crm/links/leads.order_id');
  expect(await erp('migrate')).toMatchObject({ code: 0, stderr: expect.stringContaining(waits) });
});

test('a link may name what a migration brings that tables.ts does not have yet', async () => {
  scratch.write(
    'packages/domains/crm/tables.ts',
    `declare module 'knex/types/tables.js' {
  interface Tables { leads: LeadsRow }
}
export interface LeadsRow { tenant_id: string; id: string }
`,
  );
  expect(await erp('migrate')).toMatchObject({ code: 0 });
  expect(await foreignKeys()).toHaveLength(1);
});
