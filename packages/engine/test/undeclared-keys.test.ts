import { askErp } from '@erp/test-database/ask-erp';
import { rawMigration, type ScratchWorkspace, scratchWorkspace } from '@erp/test-database/scratch-workspace';
import { type EmptyDatabase, emptyDatabase } from './database.ts';

let database: EmptyDatabase;
let scratch: ScratchWorkspace;

/** orders depends on crm, stock on nobody; all are installed. */
beforeEach(async () => {
  database = await emptyDatabase();
  scratch = scratchWorkspace();
  scratch.addDomain('crm', [], { '0001_leads.ts': tableOf('leads', 'order_id bigint, stock_id bigint') });
  scratch.addDomain('orders', ['crm'], { '0001_orders.ts': tableOf('orders', 'lead_id bigint') });
  scratch.addDomain('stock', [], { '0001_stock.ts': tableOf('stock', 'order_id bigint') });
  expect(await erp('migrate')).toMatchObject({ code: 0 });
});
afterEach(async () => {
  scratch.remove();
  await database.drop();
});

const erp = (...args: string[]) => askErp(scratch.root, database.settings, args);

function tableOf(name: string, columns: string): string {
  return rawMigration(
    `CREATE TABLE ${name} (tenant_id bigint, id bigint, ${columns}, PRIMARY KEY (tenant_id, id))`,
    `DROP TABLE ${name}`,
  );
}

const addKey = (table: string, column: string, target: string) =>
  `ALTER TABLE ${table} ADD CONSTRAINT fk_${column} FOREIGN KEY (tenant_id, ${column}) REFERENCES ${target} (tenant_id, id)`;

function addMigration(domain: string, file: string, up: string, extra = ''): void {
  scratch.write(`packages/domains/${domain}/migrations/${file}.ts`, rawMigration(up, 'SELECT 1', extra));
}

/** The statement as nobody can read it before it runs. */
const hidden = (statement: string) => `DO $do$ BEGIN EXECUTE ${literal(statement)}; END $do$`;

function literal(text: string): string {
  const half = Math.floor(text.length / 2);
  return `'${text.slice(0, half)}' || '${text.slice(half)}'`;
}

async function query<Row extends object>(sql: string): Promise<Row[]> {
  return (await (await database.connect()).query<Row>(sql)).rows;
}
const ledger = async () =>
  (await query<{ name: string }>('SELECT name FROM knex_migrations ORDER BY id')).map(({ name }) => name);
const keys = async () =>
  (await query<{ name: string }>("SELECT conname AS name FROM pg_constraint WHERE contype = 'f'")).map(
    ({ name }) => name,
  );

describe('a foreign key to a domain that is not declared', () => {
  test('is refused by plan, dry run and migrate, though the table is there', async () => {
    addMigration('crm', '0002_order', addKey('leads', 'order_id', 'orders'));
    addMigration('crm', '0003_stock', addKey('leads', 'stock_id', 'stock'));
    const before = await ledger();
    for (const args of [['plan'], ['plan', '--fresh', '--sql'], ['migrate', '--dry-run'], ['migrate']]) {
      const { code, stdout, stderr } = await erp(...args);
      expect(stderr).toContain('crm/0002_order has a foreign key to orders of the domain orders');
      expect(stderr).toContain("link({ from: 'leads.order_id', to: 'orders.id', domain: 'orders'");
      expect(stderr).toContain('crm/0003_stock has a foreign key to stock of the domain stock');
      expect(stderr).toContain('Add "@erp/stock": "workspace:*" to the dependencies of');
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    }
    expect(await ledger()).toEqual(before);
  });

  test('is allowed once it is declared; so is one to a table of nobody', async () => {
    await query('CREATE TABLE theirs (tenant_id bigint, id bigint, PRIMARY KEY (tenant_id, id))');
    scratch.addDomain('crm', ['stock']);
    addMigration('crm', '0002_stock', addKey('leads', 'stock_id', 'stock'));
    addMigration('crm', '0003_theirs', addKey('leads', 'order_id', 'theirs'));
    expect(await erp('migrate')).toMatchObject({ code: 0 });
    expect((await keys()).sort()).toEqual(['fk_order_id', 'fk_stock_id']);
  });

  test('made where nobody can read it stops the run; the step is named, and nothing is kept', async () => {
    addMigration('crm', '0002_bystander', 'CREATE TABLE bystander (id bigint)');
    addMigration('crm', '0003_hidden', hidden(addKey('leads', 'order_id', 'orders')));
    addMigration('crm', '0004_later', 'CREATE TABLE later (id bigint)');
    addMigration('orders', '0002_lead', addKey('orders', 'lead_id', 'leads'));
    const before = await ledger();
    expect((await erp('plan')).code).toBe(0);
    const { code, stderr } = await erp('migrate');
    expect(stderr).toContain('Problem: crm/0003_hidden has a foreign key to orders of the domain orders');
    expect(stderr).toContain('leads (tenant_id, order_id) → orders (tenant_id, id)');
    expect(code).toBe(1);
    expect(await ledger()).toEqual(before);
    expect(await keys()).toEqual([]);
  });

  test('made outside a transaction is not recorded, and the way to undo it is said', async () => {
    const alone = 'export const config = { transaction: false };\n';
    addMigration('crm', '0002_hidden', hidden(addKey('leads', 'order_id', 'orders')), alone);
    const before = await ledger();
    const { code, stderr } = await erp('migrate');
    expect(code).toBe(3);
    const undo = /(ALTER TABLE leads DROP CONSTRAINT \w+;)/.exec(stderr)?.[1] ?? '';
    await query(undo);
    expect(await ledger()).toEqual(before);
    expect(await keys()).toEqual([]);
  });
});

test('a foreign key on the table of a domain that is not declared is refused as well', async () => {
  addMigration('stock', '0002_foreign', addKey('orders', 'lead_id', 'stock'));
  const { code, stderr } = await erp('plan');
  expect(stderr).toContain('stock/0002_foreign puts a foreign key on orders of the domain orders');
  expect(stderr).toContain('pnpm new migration orders "refer to stock"');
  expect(code).toBe(1);
});

test('tables.ts is not needed to know whose table it is: one run brings both', async () => {
  scratch.addDomain('billing', [], { '0001_invoices.ts': tableOf('invoices', 'x int') });
  addMigration('crm', '0002_invoice', addKey('leads', 'order_id', 'invoices'));
  expect((await erp('migrate')).stderr).toContain(
    'crm/0002_invoice has a foreign key to invoices of the domain billing',
  );
});
