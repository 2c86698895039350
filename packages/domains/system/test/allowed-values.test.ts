import { inDomain } from '@erp/testing/in-domain';

const { database: db, call } = inDomain('system');

const said = (asked: Promise<unknown>) =>
  asked.then(
    (value) => ({ value }),
    ({ code, message, detail, hint }) => ({ code, message: message.split(' - ').at(-1), detail, hint }),
  );

beforeAll(async () => {
  await db.knex.raw(`
    CREATE TABLE offers (
      status text CHECK (status IN ('draft', 'sent', 'customer''s')),
      side text CHECK (side = 'left'),
      kind text CHECK (kind IN ('a', 'b', 'c')) CHECK (kind IN ('c', 'b')),
      loose text CHECK (loose IN ('a', 'b') OR loose ~ '^x'),
      total numeric,
      state text GENERATED ALWAYS AS (CASE WHEN total > 0 THEN 'due' ELSE 'settled' END) STORED,
      label text GENERATED ALWAYS AS (CASE WHEN total > 0 THEN 'due' ELSE status END) STORED)`);
});

test.each([
  ['status', ['draft', 'sent', "customer's"]],
  ['side', ['left']],
  ['kind', ['b', 'c']],
  ['state', ['due', 'settled']],
])('what %s takes is read from the catalog, in its order', async (column, values) => {
  expect(await call('allowed_values', 'offers', column)).toEqual(values);
  for (const value of values) expect(await call('require_allowed', 'offers', column, value)).toBe('');
});

test.each(['loose', 'label', 'total', 'colour', null])(
  '%s has no list, and those that have one are named',
  async (column) => {
    expect(await said(call('allowed_values', 'offers', column))).toEqual({
      code: '22023',
      message: `Table offers has no column "${column ?? 'NULL'}" with a list of values.`,
      detail: 'Columns of it with a list: kind, side, state, status.',
    });
  },
);

test.each(['offer', null, 'pg_class', 'app.offers'])(
  'there is no table %s, and the tables are named',
  async (table) => {
    expect(await said(call('allowed_values', table, 'status'))).toMatchObject({
      code: '22023',
      message: `There is no table "${table ?? 'NULL'}".`,
      detail: expect.stringMatching(/^There are: .*sys_brands, .*sys_users\.$/),
    });
  },
);

test.each([
  ['lost', '"lost"'],
  ["x' OR 'draft", `"x' OR 'draft"`],
  ["draft'::text, 'sent", `"draft'::text, 'sent"`],
  ['', '""'],
  [null, 'NULL'],
])('a code that there is not, %s, is answered with the list', async (value, name) => {
  expect(await said(call('require_allowed', 'offers', 'status', value))).toEqual({
    code: '22023',
    message: `${name} is no status of offers.`,
    hint: "One of draft, sent, customer's.",
  });
});
