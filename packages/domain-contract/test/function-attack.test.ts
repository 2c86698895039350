import { migratedDatabase, type TestDatabase } from '@erp/testing/database';
import { type FilledTable, fillTables } from '@erp/testing/sample-rows';
import { attackFunctions } from '../src/function-attack.ts';
import type { Shadow } from '../src/shadowing.ts';

/** The attack on functions is worth something only if it finds what is planted. */
let database: TestDatabase;
let tables: FilledTable[];

beforeAll(async () => {
  database = await migratedDatabase({ domains: ['channels'] });
  tables = await fillTables(database, ['channels_platform_pages', 'channels_platforms'], {});
});
afterAll(() => database.drop());

async function breaches(shadow: Shadow, only?: string[]): Promise<string> {
  const { breaches: found } = await attackFunctions(database, 'erp_app', shadow, tables, only);
  return found.join('\n');
}

test.each(['erp_app', 'authenticated'] as const)(
  'every definer function withstands a login in %s, and nobody may make temporary objects',
  async (role) => {
    for (const shadow of ['domains', 'casts'] as const) {
      const attack = await attackFunctions(database, role, shadow, tables);
      expect(attack.breaches).toEqual([]);
      expect(attack.called).toEqual(expect.arrayContaining(['app.enter_tenant(bigint,bigint)']));
      expect(attack.completed.length).toBeGreaterThan(0);
      expect(attack.traps).toBeGreaterThan(500);
    }
  },
);

const probe = (path: string, body: string) => `
  CREATE FUNCTION app.probe(p_text text) RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${path}
    AS $$ DECLARE v_row record; BEGIN ${body}; RETURN p_text; END $$;
  ALTER FUNCTION app.probe(text) OWNER TO erp_definer;
  GRANT EXECUTE ON FUNCTION app.probe(text) TO erp_app`;

test.each<[string, Shadow, string]>([
  ['a type under an empty path', 'domains', probe("''", "PERFORM '{}'::jsonb")],
  ['a declared type under an empty path', 'domains', probe("''", 'DECLARE v uuid; BEGIN v := NULL; END')],
  [
    'a table of a path that does not put pg_temp last',
    'domains',
    probe('pg_catalog, public', 'PERFORM 1 FROM channels_platforms'),
  ],
  ['a cast to a type of the caller', 'casts', probe("''", 'PERFORM p_text::jsonb')],
  ['a table under an empty path', 'casts', probe("''", 'PERFORM 1 FROM channels_platforms')],
  ['a catalog under an empty path', 'domains', probe("''", 'PERFORM 1 FROM pg_class')],
  [
    'a function that was asked for',
    'casts',
    probe('pg_catalog, pg_temp', "PERFORM pg_temp.lower('x'::text)"),
  ],
  [
    'a statement put together from text',
    'domains',
    probe('pg_catalog, pg_temp', "EXECUTE 'SELECT ''' || p_text || ''''"),
  ],
  [
    'a statement put together from a setting',
    'domains',
    probe('pg_catalog, pg_temp', "EXECUTE 'SELECT ''' || current_setting('app.user_agent', true) || ''''"),
  ],
])('%s is found', async (_, shadow, plant) => {
  await database.knex.raw(plant);
  try {
    expect(await breaches(shadow, ['probe'])).toContain('app.probe(text), ');
  } finally {
    await database.knex.raw('DROP FUNCTION app.probe(text)');
  }
});

test('a definer trigger under an empty path is found', async () => {
  await database.knex.raw(`
    CREATE FUNCTION app.probe_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
      AS $$ BEGIN PERFORM '{}'::jsonb; RETURN NEW; END $$;
    ALTER FUNCTION app.probe_row() OWNER TO erp_definer;
    CREATE TRIGGER tr_probe BEFORE UPDATE ON channels_platforms FOR EACH ROW EXECUTE FUNCTION app.probe_row()`);
  try {
    expect(await breaches('domains', [])).toContain('triggers of channels_platforms, UPDATE: ');
  } finally {
    await database.knex.raw('DROP FUNCTION app.probe_row() CASCADE');
  }
});

test('the second wall is missed where it is gone', async () => {
  await database.knex.raw(`GRANT TEMPORARY ON DATABASE ${database.settings.database} TO erp_app`);
  try {
    expect(await breaches('domains', [])).toContain('erp_app may make temporary objects');
  } finally {
    await database.knex.raw(`REVOKE TEMPORARY ON DATABASE ${database.settings.database} FROM erp_app`);
  }
});
