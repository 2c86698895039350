import { writeRowTypes } from '@erp/engine/catalog';
import { openSession, type Session } from '@erp/engine/connection';
import { type BareDatabase, bareDatabase } from '@erp/test-database/database';

let database: BareDatabase;
let session: Session;

beforeAll(async () => {
  database = await bareDatabase();
  session = database.closing(await openSession(database.settings));
});
afterAll(() => database.drop());

/** What the row type says of the one column of a table. */
async function typeOf(column: string): Promise<string> {
  await session.query(`CREATE TABLE probe (${column})`);
  const text = await writeRowTypes(session, 'test', ['probe']);
  await session.query('DROP TABLE probe');
  return /export interface ProbeRow \{\n([^}]*)\n\}/.exec(text)?.[1] ?? text;
}

test.each([
  ['any text', 'a text NOT NULL', '  a: string;'],
  ['a list', "a text NOT NULL CHECK (a IN ('x', 'it s'))", "  a: 'x' | 'it s';"],
  ['one word', "a text NOT NULL CHECK (a = 'x')", "  a: 'x';"],
  ['a list or nothing', "a text CHECK (a IN ('x', 'y'))", "  a: 'x' | 'y' | null;"],
  ['a list or nothing, said', "a text CHECK (a IS NULL OR a IN ('x', 'y'))", "  a: 'x' | 'y' | null;"],
  [
    'a list beside another rule',
    "a text NOT NULL CHECK (a IN ('x', 'y')) CHECK (a <> '')",
    "  a: 'x' | 'y';",
  ],
  ['two lists', "a text NOT NULL CHECK (a IN ('x', 'y')) CHECK (a IN ('y', 'z'))", "  a: 'y';"],
  ['a list that is forbidden', "a text NOT NULL CHECK (a NOT IN ('x', 'y'))", '  a: string;'],
  ['a list and more', "a text NOT NULL CHECK (a IN ('x', 'y') OR a LIKE 'z%')", '  a: string;'],
  ['a name in capitals', `"A" text NOT NULL CHECK ("A" IN ('x'))`, "  A: 'x';"],
  ['words that need escaping', "a text NOT NULL CHECK (a IN ('it''s', 'x'))", '  a: string;'],
  ['numbers', 'a int NOT NULL CHECK (a IN (1, 2))', '  a: number;'],
  ['a list of words', "a text[] NOT NULL CHECK (a <@ ARRAY['x', 'y'])", '  a: string[];'],
])('a column of %s', async (_what, column, said) => {
  expect(await typeOf(column)).toBe(said);
});

test('a list that is longer than a line stands one word a line', async () => {
  const words = Array.from({ length: 12 }, (_, index) => `'${'word'.repeat(2)}_${index}'`);
  expect(await typeOf(`a text CHECK (a IN (${words.join(', ')}))`)).toBe(
    ['  a:', ...words.map((word) => `    | ${word}`), '    | null;'].join('\n'),
  );
});

test('a check that old rows may break says nothing of them', async () => {
  await session.query('CREATE TABLE old (a text NOT NULL)');
  await session.query("ALTER TABLE old ADD CHECK (a IN ('x', 'y')) NOT VALID");
  expect(await writeRowTypes(session, 'test', ['old'])).toContain('  a: string;');
});
