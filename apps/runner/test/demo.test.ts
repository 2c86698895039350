import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findWorkspaceRoot } from '@erp/engine/project';
import { askErp } from '@erp/test-database/ask-erp';
import { type EmptyDatabase, installedDatabase } from '@erp/testing/database';
import { RULES } from '@erp/verify/rules';

const root = findWorkspaceRoot(import.meta.dirname);
let database: EmptyDatabase;
/** Where its site is written. */
let folder: string;

beforeAll(async () => {
  database = await installedDatabase();
  folder = mkdtempSync(join(tmpdir(), 'erp-site-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.drop();
});

interface Report {
  readonly domains: readonly { readonly name: string; readonly tables: number; readonly rows: number }[];
  readonly rules: {
    readonly schema: number;
    readonly notAsked: readonly string[];
    readonly business: number;
  };
  readonly page: string;
  readonly tenants: readonly {
    readonly id: string;
    readonly people: readonly { readonly role: string; readonly user: string; readonly name: string }[];
  }[];
}

test('the demo counts what is there, names people, and fits in 80 columns', async () => {
  const { code, stdout } = await askErp(root, database.settings, ['demo', '--out', folder]);
  expect(code).toBe(0);
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);

  const asJson = await askErp(root, database.settings, ['demo', '--json', '--out', folder]);
  const report = JSON.parse(asJson.stdout) as Report;
  expect(report.page).toBe(join(folder, 'tour.html'));
  expect(stdout.trimEnd().endsWith(report.page)).toBe(true);
  const session = await database.session();
  const [tables] = await session.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
        AND relname NOT LIKE 'knex\\_migrations%'`,
  );
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  expect(sum(report.domains.map((domain) => domain.tables))).toBe(tables?.count);
  const { schema, notAsked, business } = report.rules;
  expect(schema + notAsked.length).toBe(RULES.length);
  expect(stdout.replaceAll('\n', ' ')).toContain(`and ${business} of the business are kept`);

  const members = await session.query<{ tenant: string; user: string; name: string }>(
    'SELECT tenant_id::text AS tenant, user_id::text AS user, display_name AS name FROM sys_tenant_members',
  );
  const roles = await session.query<{ tenant: string; role: string }>(
    'SELECT tenant_id::text AS tenant, name AS role FROM sys_roles WHERE template_key IS NOT NULL',
  );
  const [english] = report.tenants;
  expect(english?.people.map(({ role }) => role)).toEqual([
    ...['Owner', 'Administrator', 'Manager', 'Member', 'Viewer'],
  ]);
  for (const { id, people } of report.tenants) {
    // Each tenant has its own words for them.
    for (const { role } of people) expect(roles).toContainEqual({ tenant: id, role });
    for (const { user, name } of people) expect(members).toContainEqual({ tenant: id, user, name });
    for (const { user, name } of people) expect(stdout).toMatch(new RegExp(`user +${user} .* ${name}\\n`));
  }

  const script = /In psql, as .*:\n\n([\s\S]*COMMIT;)/.exec(stdout)?.[1] ?? '';
  const client = await database.connect();
  const results = (await client.query(script)) as unknown as readonly { readonly rowCount: number }[];
  expect(results.map(({ rowCount }) => rowCount)).toEqual([null, null, 1, expect.any(Number), 10, null]);
});

test('its page shows the charts of each tenant and its people, and what it offers to paste works', async () => {
  const page = readFileSync(join(folder, 'tour.html'), 'utf8');
  const session = await database.session();
  const tenants = await session.query<{ slug: string }>(
    `SELECT slug FROM sys_tenants WHERE metadata ->> 'demo' = 'true'`,
  );
  const sections = page.split(/<h2 id="(?=tenant-)/).slice(1);
  expect(sections.map((each) => each.slice('tenant-'.length).split('"')[0]).sort()).toEqual(
    tenants.map(({ slug }) => slug).sort(),
  );
  for (const section of sections) {
    const titles = [...section.matchAll(/<h4>([^<]+)<\/h4>.*?<svg/gs)].map(([, title]) => title);
    expect(titles).toEqual(
      expect.arrayContaining([
        'Orders by week',
        'Leads, and how far they came',
        'Stock by category',
        'Conversations by the time to the first answer',
      ]),
    );
    expect(section).toContain('everything: all');
    expect(section.match(/\d+ of \d+ permissions/g)).toHaveLength(3);
  }
  expect(page).not.toContain('The database refuses it');
  expect(page).not.toContain('There is nothing to show.');

  const scripts = [...page.matchAll(/<code>(BEGIN;.*?COMMIT;)<\/code>/gs)].map(([, script = '']) => script);
  expect(scripts.length).toBeGreaterThanOrEqual(3);
  const client = await database.connect();
  for (const script of scripts) {
    const typed = script.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#39;', "'");
    const results = (await client.query(
      typed.replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
    )) as unknown as readonly {
      readonly rowCount: number;
    }[];
    expect(results.map(({ rowCount }) => rowCount)).toEqual([null, null, 1, expect.any(Number), null]);
    expect(results[3]?.rowCount).toBeGreaterThan(0);
  }
});

test('the site of the demo is the same when it is written again, and no example is refused', async () => {
  const { stdout } = await askErp(root, database.settings, ['docs', '--out', folder]);
  expect(stdout).toMatch(/ is up to date: \d+ files\.$/m);

  const functions = readdirSync(join(folder, 'functions')).map((name) => join(folder, 'functions', name));
  const texts = functions.map((file) => readFileSync(file, 'utf8'));
  expect(texts.filter((text) => text.includes('The database refuses it'))).toEqual([]);
  expect(texts.filter((text) => text.includes('it gives:')).length).toBeGreaterThan(80);
  expect(readFileSync(join(folder, 'tables', 'orders.html'), 'utf8')).toContain('Rows of the demo');
});

test('a site that is stale is found by --check, and what differs is written', async () => {
  const small = await installedDatabase({ domains: ['system'] });
  const out = mkdtempSync(join(tmpdir(), 'erp-site-'));
  const docs = (...args: string[]) => askErp(root, small.settings, ['docs', '--out', out, ...args]);
  try {
    expect((await docs()).stdout).toMatch(/^Wrote (\d+) of \1 files, removed 0\.$/m);
    expect((await docs('--check')).code).toBe(0);
    writeFileSync(join(out, 'index.html'), 'edited');
    const stale = await docs('--check');
    expect([stale.code, stale.stderr]).toEqual([1, expect.stringContaining('index.html differs')]);
    expect((await docs()).stdout).toMatch(/^Wrote 1 of \d+ files, removed 0\.$/m);
  } finally {
    rmSync(out, { recursive: true, force: true });
    await small.drop();
  }
});
