import { posix } from 'node:path';
import { readExamples } from '../src/model/examples.ts';
import { type DescribedDatabase, describedDatabase } from './described-database.ts';

let described: DescribedDatabase;
beforeAll(async () => {
  described = await describedDatabase();
});
afterAll(() => described.drop());

const pageOf = (path: string) => described.files.find((each) => each.path === path)?.text ?? '';

test('the same database gives the same bytes, with layouts that were kept as well', async () => {
  expect(await described.again()).toEqual(described.files);
});

test('every link leads to a page, and to a place that is on it', () => {
  const pages = new Map(described.files.map(({ path, text }) => [path, text]));
  const ids = new Map(
    [...pages].map(([path, text]) => [
      path,
      new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)),
    ]),
  );
  const broken = new Set<string>();
  for (const [path, text] of pages) {
    if (!path.endsWith('.html')) continue;
    for (const [, href = ''] of text.matchAll(/ (?:href|src)="([^"]+)"/g)) {
      if (href === 'data:,') continue;
      const [file = '', place] = href.split('#');
      const target = file === '' ? path : posix.join(posix.dirname(path), file);
      if (!pages.has(target) || (place !== undefined && ids.get(target)?.has(place) !== true))
        broken.add(`${path} → ${href}`);
    }
  }
  expect([...broken]).toEqual([]);
});

test('a long page says first what is on it, in the order in which it is there', () => {
  const text = pageOf('tables/orders.html');
  const [parts = ''] = /<nav class="parts".*?<\/nav>/s.exec(text) ?? [];
  const places = [...parts.matchAll(/href="#([^"]+)">([^<]+)</g)].map(([, id, title]) => [id, title]);
  const headings = [...text.matchAll(/<h2 id="([^"]+)">([^<]+)</g)].map(([, id, title]) => [id, title]);
  expect(places).toEqual(headings);
  expect(places).toContainEqual(['keys', 'Keys and checks']);
  expect(text.indexOf(parts)).toBeLessThan(text.indexOf('<h2'));
  expect(pageOf('tour.html')).not.toContain('class="parts"');
});

test('every page can be reached from the start', () => {
  const pages = new Map(described.files.map(({ path, text }) => [path, text]));
  const reached = new Set<string>();
  const open = ['index.html'];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    for (const [, href = ''] of (pages.get(path) ?? '').matchAll(/ href="([^"#]+)/g))
      if (href.endsWith('.html')) open.push(posix.join(posix.dirname(path), href));
  }
  const all = [...pages.keys()].filter((path) => path.endsWith('.html'));
  expect(all.filter((path) => !reached.has(path))).toEqual([]);
});

test('every table, column, function, permission and domain is told and can be found', async () => {
  const session = await described.database.session();
  const names = async (sql: string) => (await session.query<{ name: string }>(sql)).map(({ name }) => name);
  const columns = await names(
    `SELECT c.relname || '.' || a.attname AS name FROM pg_class c
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition
        AND c.relname NOT LIKE 'knex\\_migrations%'`,
  );
  const functions = await names(
    `SELECT DISTINCT proname::text AS name FROM pg_proc WHERE pronamespace = 'app'::regnamespace`,
  );
  const permissions = await names('SELECT key AS name FROM sys_permissions');
  const entries = JSON.parse(
    pageOf('assets/search-entries.js').replace(/^window\.searchEntries = |;\n$/g, ''),
  ) as [string, string, string, string][];
  const found = new Set(entries.map(([name]) => name));
  expect(columns.length).toBeGreaterThan(2000);
  for (const name of [...columns, ...functions, ...permissions]) expect(found).toContain(name);
  for (const name of columns) {
    const [table = '', column = ''] = name.split('.');
    if (!pageOf(`tables/${table}.html`).includes(`id="column-${column}"`))
      throw new Error(`${name} is not told`);
  }
  for (const name of functions) expect(pageOf(`functions/${name}.html`)).toContain(`<h1><code>app.${name}`);
});

test('a table tells its keys, policies, triggers and neighbors', () => {
  const orders = pageOf('tables/orders.html');
  for (const told of [
    'Made by the migration <code>orders/0001_orders</code>',
    'the tenant is the entered one and the member holds orders.read or orders.write',
    'href="../tables/order_items.html"',
    'href="../functions/place_order.html"',
    'Personal, about a person of crm: address.',
    'Number for people, unique within the tenant',
    'no two rows with the same <code>tenant_id, order_number</code>',
  ])
    expect(orders).toContain(told);
});

test('a function tells who may call it, what it changes and raises', () => {
  const place = pageOf('functions/place_order.html');
  for (const told of [
    'The application and service roles may call it.',
    '>orders.place<',
    '<code>23505 unique_violation</code>',
    'href="../tables/order_items.html"',
    'SELECT app.place_order(p_order_id =&gt; 1, p_idempotency_key =&gt;',
  ])
    expect(place).toContain(told);
});

test('a life cycle has the paths that the database allows', async () => {
  const session = await described.database.session();
  const cycle = described.model.lifeCycles.find(({ table }) => table === 'orders');
  expect(cycle?.paths).toContainEqual({ from: 'draft', to: 'pending' });
  for (const { from, to } of cycle?.paths ?? []) {
    const [answer] = await session.query<{ allowed: boolean }>(
      'SELECT app.order_transition_allowed($1, $2) AS allowed',
      [from, to],
    );
    expect(answer?.allowed).toBe(true);
  }
  for (const table of ['crm_leads', 'crm_potential', 'task', 'schedule', 'sms_messages', 'purchase_orders'])
    expect(described.model.lifeCycles.map((each) => each.table)).toContain(table);
});

test('rows of the demo are shown, escaped; those of real tenants are not, nor what they share', () => {
  const vendors = pageOf('tables/vendors.html');
  expect(vendors).toContain('Shown &amp; &lt;seen&gt;');
  for (const { text } of described.files) expect(text).not.toContain('Somebody real');
  expect(described.model.tables.get('sys_users')?.sample).toBeUndefined();
});

test('no page asks another machine, and none has a script of its own', () => {
  for (const { path, text } of described.files) {
    if (!path.endsWith('.html')) continue;
    expect(text).not.toMatch(/ (?:src|href)="(?:https?:)?\/\//);
    expect(text).not.toMatch(/<script(?! src=")|<style| style="| on\w+="/);
  }
});

test('a run of the examples leaves nothing behind', async () => {
  const [left] = await described.database.knex('orders').count();
  expect(Number(left?.count)).toBe(0);
});

test('every function that somebody may call has an example, one statement, and every example a function', () => {
  const callable = [...described.model.functions.values()].filter(({ forms }) =>
    forms.some(({ executed_by: roles, is_trigger: trigger }) => roles.length > 0 && !trigger),
  );
  const without = callable.filter(({ example }) => example === undefined);
  // Write examples/<function>.sql of the domain: docs/site.md.
  expect(without.map(({ domain, name }) => `${domain}/${name}`)).toEqual([]);
  for (const { example } of callable)
    expect(example?.sql).toMatch(/^(?:--[^\n;]*\n)*(?:SELECT|WITH|CALL) [^;]*;$/);
  const names = new Set(callable.map(({ name }) => name));
  expect(
    readExamples(described.domains)
      .map(({ of }) => of)
      .filter((of) => !names.has(of)),
  ).toEqual([]);
});

test('the tour tells of the demo tenant and of nobody else, and every question of a domain is answered', () => {
  const [tenant, ...others] = described.model.tour;
  expect([tenant?.id, others]).toEqual([described.database.tenants.a.id, []]);
  expect(tenant?.answers.length).toBeGreaterThan(10);
  for (const { question, refusal, output } of tenant?.answers ?? []) {
    expect([question.name, refusal]).toEqual([question.name, undefined]);
    if (question.form !== 'table' && output?.rows.length !== 0)
      expect([question.name, output?.columns]).toEqual([question.name, ['label', 'value']]);
  }
  const tour = pageOf('tour.html');
  for (const told of [
    'There is nothing to show.',
    `SELECT app.enter_tenant(${tenant?.id}, `,
    'everything: all',
  ])
    expect(tour).toContain(told);
});
