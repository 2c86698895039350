import { takeFingerprint } from '@erp/engine/catalog';
import type { Session } from '@erp/engine/connection';
import { migratedDatabase, type TestDatabase } from '@erp/testing/database';

/**
 * A dump writes expressions as the server prints them, and a restore reads them back. Each one of the schema has to
 * be printed the same afterwards: then a restored database is described, and dumped again, as the first one was.
 */
let database: TestDatabase;
let session: Session;

beforeAll(async () => {
  database = await migratedDatabase();
  session = await database.session();
});
afterAll(() => database.drop());
beforeEach(() => session.query('BEGIN'));
afterEach(() => session.query('ROLLBACK'));

/** A thing of the schema: how it is printed, and the statements that make it again from that. */
interface Printed {
  readonly name: string;
  readonly text: string;
  readonly again: string;
}

const OURS = `c.relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'app')) AND NOT c.relispartition
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')`;

const KINDS: Record<string, string> = {
  triggers: `SELECT format('%s.%s', c.oid::regclass, t.tgname) AS name, pg_get_triggerdef(t.oid) AS text,
      format('DROP TRIGGER %I ON %s; %s', t.tgname, c.oid::regclass, pg_get_triggerdef(t.oid)) AS again
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND ${OURS}`,
  checks: `SELECT format('%s.%s', c.oid::regclass, k.conname) AS name, pg_get_constraintdef(k.oid) AS text,
      format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %2$I %3$s', c.oid::regclass, k.conname, pg_get_constraintdef(k.oid)) AS again
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE k.contype IN ('c', 'x') AND ${OURS}`,
  'checks of domains': `SELECT format('%s.%s', k.contypid::regtype, k.conname) AS name, pg_get_constraintdef(k.oid) AS text,
      format('ALTER DOMAIN %s DROP CONSTRAINT %I; ALTER DOMAIN %1$s ADD CONSTRAINT %2$I %3$s', k.contypid::regtype, k.conname, pg_get_constraintdef(k.oid)) AS again
    FROM pg_constraint k JOIN pg_type t ON t.oid = k.contypid WHERE t.typnamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'app'))`,
  policies: `SELECT format('%s.%s', c.oid::regclass, p.polname) AS name,
      concat_ws(' / ', pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) AS text,
      format('ALTER POLICY %I ON %s', p.polname, c.oid::regclass) || coalesce(' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
        || coalesce(' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '') AS again
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE ${OURS}`,
  defaults: `SELECT format('%s.%s', c.oid::regclass, a.attname) AS name, pg_get_expr(d.adbin, d.adrelid) AS text,
      format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT %s', c.oid::regclass, a.attname, pg_get_expr(d.adbin, d.adrelid)) AS again
    FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
    WHERE a.attgenerated = '' AND ${OURS}`,
  indexes: `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS text,
      format('DROP INDEX %s; %s', i.indexrelid::regclass, pg_get_indexdef(i.indexrelid)) AS again
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    WHERE (i.indpred IS NOT NULL OR i.indexprs IS NOT NULL) AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid) AND ${OURS}`,
  views: `SELECT c.oid::regclass::text AS name, pg_get_viewdef(c.oid) AS text,
      format('CREATE OR REPLACE VIEW %s%s AS %s', c.oid::regclass, ' WITH (' || array_to_string(c.reloptions, ',') || ')', pg_get_viewdef(c.oid)) AS again
    FROM pg_class c WHERE c.relkind = 'v' AND ${OURS}`,
  functions: `SELECT p.oid::regprocedure::text AS name, pg_get_functiondef(p.oid) AS text, pg_get_functiondef(p.oid) AS again
    FROM pg_proc p WHERE p.pronamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'app')) AND p.prokind IN ('f', 'p')
      AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e')`,
};

/** What is printed otherwise after it was made again. */
async function changed(kind: string): Promise<string[]> {
  const query = KINDS[kind] ?? '';
  const before = await session.query<Printed>(query);
  await session.query(before.map(({ again }) => again).join(';\n'));
  const after = new Map((await session.query<Printed>(query)).map(({ name, text }) => [name, text]));
  return before.flatMap(({ name, text }) =>
    after.get(name) === text ? [] : [`${name}\n  printed    ${text}\n  read back  ${after.get(name)}`],
  );
}

test.each(Object.keys(KINDS))('%s are printed the same after they were read back', async (kind) => {
  expect(await changed(kind)).toEqual([]);
});

test('generated columns are printed the same after they were read back', async () => {
  const rows = await session.query<{ name: string; text: string; type: string; relation: string }>(
    `SELECT format('%s.%s', c.oid::regclass, a.attname) AS name, pg_get_expr(d.adbin, d.adrelid) AS text,
            format_type(a.atttypid, a.atttypmod) AS type, c.oid::regclass::text AS relation
       FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
      WHERE a.attgenerated <> '' AND ${OURS}`,
  );
  for (const { name, text, type, relation } of rows) {
    await session.query(
      `ALTER TABLE ${relation} ADD COLUMN read_back ${type} GENERATED ALWAYS AS (${text}) STORED`,
    );
    const [again] = await session.query<{ text: string }>(
      `SELECT pg_get_expr(d.adbin, d.adrelid) AS text FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
        WHERE a.attname = 'read_back' AND a.attrelid = '${relation}'::regclass`,
    );
    await session.query(`ALTER TABLE ${relation} DROP COLUMN read_back`);
    expect([name, again?.text]).toEqual([name, text]);
  }
});

test('a comparison of rows is found out, and is no difference to the fingerprint', async () => {
  await session.query(`CREATE TABLE pairs (a int, b int, c int);
    CREATE TRIGGER tr_pairs BEFORE UPDATE ON pairs FOR EACH ROW
      WHEN ((OLD.a, OLD.b, OLD.c) IS DISTINCT FROM (NEW.a, NEW.b, NEW.c)) EXECUTE FUNCTION suppress_redundant_updates_trigger()`);
  const before = await takeFingerprint(session);
  expect(await changed('triggers')).toEqual([expect.stringContaining('pairs.tr_pairs')]);
  expect(await takeFingerprint(session)).toEqual(before);
});
