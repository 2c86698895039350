import { call, refusal } from '@erp/testing/calls';
import { migratedDatabase, type TestDatabase } from '@erp/testing/database';

let database: TestDatabase;
beforeAll(async () => {
  database = await migratedDatabase();
});
afterAll(() => database.drop());

interface Column {
  readonly table: string;
  readonly column: string;
  readonly checks: string;
}

/** Columns of the tables, not of their months, with all checks that look at them. */
async function columns(where: string): Promise<readonly Column[]> {
  const { rows } = await database.knex.raw<{ rows: Column[] }>(`
    SELECT c.relname AS "table", a.attname AS "column", coalesce(k.checks, '') AS checks
      FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
      LEFT JOIN LATERAL (
        SELECT string_agg(format('(%s)', pg_get_expr(k.conbin, k.conrelid)), ' AND ') AS checks
          FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum]
      ) k ON true
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relname !~ '^knex_' AND ${where} ORDER BY 1, 2`);
  return rows;
}

/** Which of the columns take the value, as far as checks of the column alone say. */
async function takenBy(asked: readonly Column[], type: string, value: string): Promise<readonly string[]> {
  const taken: string[] = [];
  for (const { table, column, checks } of asked) {
    const { rows } = await database.knex.raw<{ rows: { taken: boolean }[] }>(
      `SELECT (${checks === '' ? 'true' : checks.replaceAll('?', '\\\\?')}) IS NOT FALSE AS taken FROM (SELECT ?::${type} AS "${column}") r`,
      [value],
    );
    if (rows[0]?.taken === true) taken.push(`${table}.${column}`);
  }
  return taken;
}

const NOT_BLANK = "a.atttypid = 'text'::regtype AND k.checks ~ ('btrim\\(' || a.attname || '\\) <> ')";

test.each([
  ['a tab', '\t'],
  ['a line break', '\n'],
  ['a no-break space', '\u00a0'],
  ['characters without a width', '\u200b\u2060\ufeff'],
  ['an ideographic space', '\u3000'],
])('no column that must not be blank takes %s', async (_what, value) => {
  const asked = await columns(NOT_BLANK);
  expect(asked.length).toBeGreaterThan(80);
  expect(await takenBy(asked, 'text', value)).toEqual([]);
});

test.each([
  ['an escape', 'a\u001b[31m'],
  ['a mark that turns the direction', 'a\u202ecod.exe'],
  ['a line break', 'a\nb'],
])('no name, number or key takes %s', async (_what, value) => {
  const named = "a.atttypid = 'text'::regtype AND a.attname ~ '(^|_)(name|title|sku|code|key|number|sid)$'";
  // Names that people give themselves in other systems are taken as they are: a message must not be lost to them.
  const outside = [
    'omnichannel_contact.display_name',
    'omnichannel_message.sender_name',
    'omnichannel_message_attachment.file_name',
    'sms_attachments.file_name',
    'sms_contacts.name',
    'sms_messages.provider_error_code',
  ];
  const taken = await takenBy(await columns(named), 'text', value);
  expect(taken.filter((each) => !outside.includes(each))).toEqual([]);
});

test('no date and no moment is infinite', async () => {
  const { rows } = await database.knex.raw<{ rows: { column: string }[] }>(`
    SELECT c.relname || '.' || a.attname AS "column"
      FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relname !~ '^knex_' AND a.atttypid IN ('timestamptz'::regtype, 'date'::regtype)
       AND NOT EXISTS (
         SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c' AND a.attnum = ANY (k.conkey)
           AND pg_get_expr(k.conbin, k.conrelid) ~ ('isfinite\\(' || a.attname || '\\)')
       )`);
  expect(rows).toEqual([]);
  const { a } = database.tenants;
  for (const value of ['infinity', '-infinity']) {
    const born = database.knex.raw('UPDATE sys_tenants SET created_at = ? WHERE id = ?', [value, a.id]);
    expect(await refusal(born)).toMatchObject({ code: '23514', constraint: 'ck_sys_tenants_finite' });
  }
});

test.each([
  ['ZZZ', false],
  ['XXX', false],
  ['XTS', false],
  ['EUR', true],
  ['XOF', true],
  ['ZWL', true],
])('%s is a currency: %s', async (value, known) => {
  const created = database.asTenant(database.tenants.a, (trx) => call(trx, 'create_order', null, value));
  if (known) expect(await created).toBeDefined();
  else
    expect(await refusal(created)).toMatchObject({
      code: '23514',
      constraint: 'ck_orders_currency_code_known',
    });
});

test('a text that no index row holds is refused by the check of its column', async () => {
  const { a } = database.tenants;
  // Random, so that compression does not save it.
  const { rows } = await database.knex.raw<{ rows: { text: string }[] }>(
    'SELECT string_agg(md5(n::text), $$$$) AS text FROM generate_series(1, 300) n',
  );
  const key = rows[0]?.text ?? '';
  const opened = database
    .knex('orders')
    .insert({ tenant_id: a.id, currency_code: 'EUR', placement_key: key });
  expect(await refusal(opened)).toMatchObject({ code: '23514', constraint: 'ck_orders_placement_key_line' });
  // The longest that a check lets through has four bytes a letter, and fits.
  const longest = { tenant_id: a.id, currency_code: 'EUR', placement_key: '𐍈'.repeat(255) };
  expect(await database.knex('orders').insert(longest).returning('id')).toHaveLength(1);
});
