import type { Session } from '@erp/engine/connection';
import { migratedDatabase, type TestDatabase, testWorkspace } from '@erp/testing/database';
import { type DomainException, loadExceptions } from '../src/exceptions.ts';
import type { Finding } from '../src/rule.ts';
import { RULES } from '../src/rules.ts';
import type { SchemaRule } from '../src/schema-rule.ts';
import { ALLOWED, CASES } from './cases.ts';
import { createProbeTables } from './probe-tables.ts';

let database: TestDatabase;
let session: Session;
let exceptions: readonly DomainException[];

beforeAll(async () => {
  database = await migratedDatabase({ domains: ['system'] });
  session = await database.session();
  await session.query('SET jit = off');
  exceptions = await loadExceptions(await testWorkspace(['system']), new Set(['system']));
  await session.query('BEGIN');
  await createProbeTables(session.knex);
});
afterAll(() => database.drop());

beforeEach(() => session.query('SAVEPOINT probe'));
// What a sequence was set to is not rolled back.
afterEach(() =>
  session.query("ROLLBACK TO probe; RELEASE probe; SELECT setval('public.probe_lines_id_seq', 1, false)"),
);

const catalogRules = RULES.filter((rule) => rule.needs === undefined);

test.each(catalogRules.map((rule) => [rule.id, rule.name, rule] as const))(
  '%s %s finds nothing in a clean schema',
  async (_id, _name, rule) => {
    expect(await findingsOf(rule)).toEqual([]);
  },
);

test.each(CASES)('$rule finds $key after: $plant', async ({ rule, plant, key }) => {
  await session.query(plant);
  const findings = await findingsOf(ruleOf(rule));
  expect(findings.map((finding) => finding.key)).toEqual([key]);
  expect(findings[0]).toMatchObject({
    rule,
    message: expect.stringMatching(/\S/),
    remediation: expect.stringMatching(/\S/),
  });
});

test.each(ALLOWED)('$rule allows: $plant', async ({ rule, plant }) => {
  await session.query(plant);
  expect(await findingsOf(ruleOf(rule))).toEqual([]);
});

test('the remedies of a spoiled table mend it', async () => {
  await session.query(`
    ALTER TABLE public.probe_lines NO FORCE ROW LEVEL SECURITY, ALTER COLUMN created_at DROP NOT NULL,
      ALTER CONSTRAINT fk_probe_lines_origin_id NOT DEFERRABLE;
    DROP INDEX public.ix_probe_lines_order_id;
    DROP TRIGGER tr_probe_lines_updated_at ON public.probe_lines;
    GRANT TRUNCATE ON public.probe_lines TO erp_app`);
  const spoiled = ['0005', '0012', '0019', '0022', '0030', '0031'].map(ruleOf);
  for (const rule of spoiled) {
    const [finding] = await findingsOf(rule);
    await session.query(finding?.remediation ?? '');
    expect(await findingsOf(rule)).toEqual([]);
  }
});

test('the remedies of functions and privileges mend them', async () => {
  await session.query(`
    CREATE FUNCTION app.probe_path() RETURNS integer LANGUAGE plpgsql SET search_path = '' AS $$ BEGIN RETURN 1; END $$;
    CREATE FUNCTION app.probe_definer() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
      SET search_path = pg_catalog, public, pg_temp
      AS $$ BEGIN RETURN 1; END $$;
    GRANT CREATE ON SCHEMA app TO erp_definer;
    DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO PUBLIC', current_database()); END $$`);
  for (const rule of ['0044', '0045', '0060', '0061'].map(ruleOf)) {
    const found = await findingsOf(rule);
    expect([rule.id, found.length]).not.toEqual([rule.id, 0]);
    for (const finding of found) await session.query(finding.remediation);
    expect([rule.id, await findingsOf(rule)]).toEqual([rule.id, []]);
  }
});

test('a rule says the same whatever the search_path of the session', async () => {
  await session.query("SELECT set_config('search_path', 'app, public', true)");
  for (const rule of catalogRules) expect([rule.id, await findingsOf(rule)]).toEqual([rule.id, []]);
  await session.query("SELECT set_config('search_path', '', true)");
  for (const rule of catalogRules) expect([rule.id, await findingsOf(rule)]).toEqual([rule.id, []]);
});

/** What the rule finds beyond what the domain accepts. */
async function findingsOf(rule: SchemaRule): Promise<Finding[]> {
  const findings = await rule.find(session, {});
  return findings.filter(({ key }) => !exceptions.some((each) => each.rule === rule.id && each.key === key));
}

function ruleOf(id: string): SchemaRule {
  const rule = RULES.find((each) => each.id === id);
  if (rule === undefined) throw new Error(`There is no rule ${id}.`);
  return rule;
}
