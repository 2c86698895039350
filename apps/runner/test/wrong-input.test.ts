import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LinkFields } from '@erp/kit/link';
import { askErp } from '@erp/test-database/ask-erp';
import {
  rawMigration,
  type ScratchWorkspace,
  scratchWorkspace,
  tableMigration,
} from '@erp/test-database/scratch-workspace';
import { type EmptyDatabase, emptyDatabase } from '@erp/testing/database';

const ONLY_UP = "export async function up(knex) { await knex.raw('SELECT 1'); }\n";

/** What a team may get wrong, each with the whole message that it gets. */
const CASES: Record<string, (scratch: ScratchWorkspace) => void> = {
  'circle of two': (scratch) => {
    scratch.addDomain('system', [], { '0001_a.ts': tableMigration('a') });
    scratch.addDomain('crm', ['orders', 'system']);
    scratch.addDomain('orders', ['crm', 'system']);
  },
  'circle of three': (scratch) => {
    scratch.addDomain('crm', ['marketing']);
    scratch.addDomain('marketing', ['orders']);
    scratch.addDomain('orders', ['crm']);
    scratch.addDomain('sms', ['crm']);
  },
  'self-dependency': (scratch) => scratch.addDomain('crm', ['crm']),
  'unknown dependency': (scratch) => {
    scratch.addDomain('crm', ['sistem']);
    scratch.addDomain('system');
  },
  'circle that a link opens already': (scratch) => {
    scratch.addDomain('crm', ['orders'], { '0001_leads.ts': tableMigration('leads') });
    scratch.addDomain('orders', ['crm'], { '0001_orders.ts': tableMigration('orders') });
    scratch.addLink('crm', link({ from: 'leads.id' }));
  },
  'dependency that is not installed': (scratch) => {
    scratch.addDomain('sms');
    scratch.addDomain('crm', ['sms']);
    rmSync(join(scratch.root, 'node_modules', '@erp', 'sms'));
  },
  'library that is not installed': (scratch) => {
    scratch.addDomain('crm');
    scratch.write(
      'packages/domains/crm/package.json',
      '{ "name": "@erp/crm", "type": "module", "dependencies": { "@erp/kit": "workspace:*", "left-pad": "^1.3.0" } }',
    );
  },
  'links that lead nowhere': (scratch) => {
    scratch.addDomain('crm', [], { '0001_leads.ts': tableMigration('leads') });
    scratch.addDomain('sms', [], { '0001_texts.ts': tableMigration('texts') });
    scratch.addDomain('orders', ['crm'], { '0001_orders.ts': tableMigration('orders') });
    scratch.addLink('crm', link({ from: 'leads.id', domain: 'order' }));
    scratch.addLink('sms', link({ from: 'text.id', to: 'orders.ids' }));
  },
  'foreign keys to undeclared domains': (scratch) => {
    scratch.addDomain('crm', [], {
      '0001_leads.ts': tableMigration('leads'),
      '0002_order.ts': rawMigration(
        'ALTER TABLE leads ADD COLUMN tenant_id bigint, ADD COLUMN order_id bigint,\n' +
          '  ADD FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id) ON DELETE SET NULL (order_id)',
        'ALTER TABLE leads DROP COLUMN order_id',
      ),
    });
    scratch.addDomain('orders', ['crm'], {
      '0001_orders.ts': rawMigration(
        'CREATE TABLE orders (tenant_id bigint, id bigint, PRIMARY KEY (tenant_id, id))',
        'DROP TABLE orders',
      ),
    });
    scratch.addDomain('sms', [], {
      '0001_texts.ts': `
export async function up(knex) {
  await knex.schema.createTable('texts', (table) => {
    table.bigInteger('id').primary();
    for (const parent of ['leads']) table.bigInteger('lead_id').references('id').inTable(parent);
  });
}
export async function down(knex) {
  await knex.schema.dropTable('texts');
}
`,
    });
  },
  'migration without down': (scratch) => scratch.addDomain('crm', [], { '0001_a.ts': ONLY_UP }),
  'migration that nobody has written': (scratch) =>
    scratch.addDomain('crm', [], {
      '0001_a.ts': tableMigration('a'),
      '0002_b.ts':
        'export async function up(knex: Knex): Promise<void> {\n  // later\n}\nexport async function down(knex) {}\n',
      '0003_c.ts':
        "import { unwritten } from '@erp/kit/unwritten';\n" +
        "export async function up(knex) { await knex.raw('SELECT 1'); }\n" +
        "export async function down(knex) { unwritten('down'); }\n",
    }),
  'duplicate number': (scratch) =>
    scratch.addDomain('crm', [], { '0001_a.ts': tableMigration('a'), '0001_b.ts': tableMigration('b') }),
  'name with odd characters': (scratch) => {
    scratch.addDomain('crm', [], {
      '0001_add-Größe.ts': tableMigration('a'),
      'first.ts': tableMigration('b'),
    });
    scratch.write('packages/domains/Point Of Sale/package.json', '{ "name": "@erp/pos" }');
  },
  'syntax error in a migration': (scratch) =>
    scratch.addDomain('crm', [], {
      '0001_a.ts': tableMigration('a'),
      '0002_b.ts':
        'export async function up(knex) { await knex.raw( }\nexport async function down(knex) {}\n',
    }),
  'migration that throws half way': (scratch) =>
    scratch.addDomain('crm', [], {
      '0001_a.ts': tableMigration('a'),
      '0002_b.ts':
        "export async function up(knex) { await knex.raw('CREATE TABLE b (id int)'); throw new Error('no more paper'); }\n" +
        'export async function down(knex) {}\n',
    }),
  'SQL error': (scratch) =>
    scratch.addDomain('crm', [], {
      '0001_a.ts': tableMigration('a'),
      '0002_b.ts': rawMigration(
        'CREATE TABLE b (\n  id bigint PRIMARY KEY,\n  a_id bigin REFERENCES a\n)',
        'DROP TABLE b',
      ),
    }),
};

/** A link to orders.id but for what is said otherwise. */
function link(fields: Partial<LinkFields>): LinkFields {
  return {
    ...{ from: 'leads.order_id', to: 'orders.id', domain: 'orders', onDelete: 'SET NULL', because: 'x' },
    ...fields,
  };
}

let database: EmptyDatabase;
let scratch: ScratchWorkspace;

beforeAll(async () => {
  database = await emptyDatabase();
});
afterAll(() => database.drop());
beforeEach(() => {
  scratch = scratchWorkspace();
});
afterEach(() => scratch.remove());

test.each(Object.entries(CASES))('%s', async (name, make) => {
  make(scratch);
  const { code, stderr, stdout } = await askErp(scratch.root, database.settings, ['migrate']);
  expectGolden(name, stderr);
  expect(stdout).toBe('');
  expect(code).toBe(1);
  const client = await database.connect();
  const { rows } = await client.query(
    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace",
  );
  expect(rows).toEqual([]);
});

test('unreachable server', async () => {
  scratch.addDomain('crm', [], { '0001_a.ts': tableMigration('a') });
  const address = 'postgres://somebody:s3cret%21@127.0.0.1:1/erp';
  const { code, stderr } = await askErp(scratch.root, address, ['migrate']);
  expectGolden('unreachable server', stderr);
  expect(stderr).not.toMatch(/s3cret/);
  expect(code).toBe(1);
});

test('wrong usage has its own exit code and changes nothing', async () => {
  const unknown = await askErp(scratch.root, database.settings, ['migrate', '--sideways']);
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toContain("unknown option '--sideways'");
  expect((await askErp(scratch.root, database.settings, ['--help'])).code).toBe(0);
});

test('a program gets the same problems as JSON', async () => {
  scratch.addDomain('crm', ['crm'], { '0001_a.ts': ONLY_UP });
  const { code, stdout } = await askErp(scratch.root, database.settings, ['migrate', '--json']);
  expect(code).toBe(1);
  const { problems } = JSON.parse(stdout) as { problems: { code: string }[] };
  expect(problems.map((problem) => problem.code).sort()).toEqual(['domain_circle', 'migration_without_down']);
});

test('a place that cannot be written is named, without a trace of our code', async () => {
  scratch.addDomain('crm', [], { '0001_a.ts': tableMigration('a') });
  const file = join(scratch.root, 'package.json');
  const args = ['plan', '--fresh', '--sql', '--out', join(file, 'sql')];
  const { code, stderr } = await askErp(scratch.root, database.settings, args);
  expect(code).toBe(1);
  expect(stderr).toContain(`Problem: The system refused mkdir of ${file}`);
  expect(stderr).not.toContain('    at ');
});

function expectGolden(name: string, text: string): void {
  const file = join(import.meta.dirname, 'golden', `${name.replaceAll(' ', '-').toLowerCase()}.txt`);
  if (!existsSync(file) && process.env.UPDATE_GOLDEN === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}
