import type { Session } from '@erp/engine/connection';
import { readLedger } from '@erp/engine/ledger';
import { addInputChecks, dropInputChecks } from '@erp/kit/input-checks';
import { refusal } from '@erp/testing/calls';
import { migratedDatabase, type TestDatabase } from '@erp/testing/database';

let database: TestDatabase;
let session: Session;
beforeAll(async () => {
  database = await migratedDatabase();
  session = await database.session();
  await session.query(`
    CREATE TABLE public.offers (
      id bigint PRIMARY KEY, name text, terms text, code text, reason text, status text, valid_until date,
      currency_code char(3)
    )`);
});
afterAll(() => database.drop());
beforeEach(() => session.query('BEGIN'));
afterEach(() => session.query('ROLLBACK'));

const TABLES = {
  offers: {
    lines: { name: 10 },
    words: ['terms'],
    wordsWhen: { reason: "status = 'withdrawn'" },
    codes: { code: 5 },
    moments: ['valid_until'],
    currency: 'currency_code',
  },
};
const names = async () =>
  (
    await session.query<{ name: string }>(
      "SELECT conname AS name FROM pg_constraint WHERE conrelid = 'public.offers'::regclass AND contype = 'c' ORDER BY 1",
    )
  ).map((each) => each.name);

test('a full table gets its checks, and loses them again', async () => {
  await session.query(`INSERT INTO public.offers VALUES
    (1, 'Ring', E'first\\nsecond', 'a', '', 'open', '2026-01-01', 'EUR'),
    (2, NULL, NULL, NULL, 'too late', 'withdrawn', NULL, NULL)`);
  await addInputChecks(session.knex, TABLES);
  expect(await names()).toEqual([
    'ck_offers_code_length',
    'ck_offers_currency_code_known',
    'ck_offers_finite',
    'ck_offers_name_line',
    'ck_offers_reason_words',
    'ck_offers_terms_words',
  ]);
  await dropInputChecks(session.knex, TABLES);
  expect(await names()).toEqual([]);
});

test('rows that would be refused are all named with the queries that show them, and nothing is changed', async () => {
  await session.query(`INSERT INTO public.offers VALUES
    (1, E'\\t', 'fine', 'abcdef', 'fine', 'open', 'infinity', 'ZZZ'),
    (2, E'Ri\\u202Eng', U&'\\00A0', 'a', E'\\n', 'withdrawn', '2026-01-01', 'EUR'),
    (3, 'Ring', 'fine', 'a', 'fine', 'open', '2026-01-01', 'EUR')`);
  await session.query('SAVEPOINT before');
  const error = (await refusal(addInputChecks(session.knex, TABLES))) as { code: string; detail: string };
  await session.query('ROLLBACK TO before');
  expect(error).toMatchObject({
    code: '23514',
    hint: 'Correct what these queries show, then migrate again; nothing was changed.',
  });
  const found = error.detail.split('\n').filter((line) => line !== '');
  expect(found.map((line) => line.split(', SELECT')[0])).toEqual([
    'ck_offers_name_line: 2 rows',
    'ck_offers_terms_words: 1 rows',
    'ck_offers_reason_words: 1 rows',
    'ck_offers_code_length: 1 rows',
    'ck_offers_finite: 1 rows',
    'ck_offers_currency_code_known: 1 rows',
  ]);
  const ids = await session.query(`SELECT${found[0]?.split(', SELECT')[1]}`);
  expect(ids.map((row) => row.id)).toEqual(['1', '2']);
  expect(await names()).toEqual([]);
});

test('every domain has its checks', async () => {
  const rows = [...(await readLedger(session)).rows].map((row) => row.name);
  expect(rows.filter((name) => name.endsWith('_input_checks'))).toHaveLength(11);
});
