import { migratedDatabase, type TestDatabase } from '@erp/testing/database';
import { jsonFaults } from '../src/json-arguments.ts';

/** What the contract asks of JSON is worth something only if it finds what is planted. */
let database: TestDatabase;

beforeAll(async () => {
  database = await migratedDatabase({ domains: ['system'] });
});
afterAll(() => database.drop());

const faultsOf = async (body: string, declared = '') => {
  await database.knex.raw(`
    CREATE FUNCTION app.probe(p_name text, p_details jsonb DEFAULT '{}') RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
      SET search_path = pg_catalog, pg_temp AS $probe$ DECLARE v_sum bigint; ${declared} BEGIN ${body} RETURN v_sum; END $probe$;
    ALTER FUNCTION app.probe(text, jsonb) OWNER TO erp_definer;
    GRANT EXECUTE ON FUNCTION app.probe(text, jsonb) TO erp_app`);
  try {
    return await jsonFaults(database, ['probe']);
  } finally {
    await database.knex.raw('DROP FUNCTION app.probe(text, jsonb)');
  }
};
const lines =
  "SELECT sum(l.quantity) INTO v_sum FROM jsonb_to_recordset(p_details -> 'lines') AS l (quantity integer);";
const details = "PERFORM app.require_record('details', p_details, 'lines object[]', 'note text');";

test('a function that says what its JSON is like, inside too, is right', async () => {
  const inside =
    "PERFORM app.require_recordset('lines', app.json_list(p_details -> 'lines'), 'quantity integer NOT NULL');";
  const read = lines.replace("p_details -> 'lines'", "app.json_list(p_details -> 'lines')");
  expect(await faultsOf(`${details} ${inside} ${read}`)).toEqual([]);
});

test('a function that takes any JSON, and keeps it, is right', async () => {
  expect(await faultsOf('v_sum := pg_column_size(p_details);')).toEqual([]);
});

test.each([
  ['a cast of a value', "v_sum := (p_details ->> 'days')::integer;", '', '{"days":"x"}: 22P02 '],
  [
    'a cast where variables are declared',
    details,
    "v_days integer := (p_details ->> 'note')::integer;",
    '{"note":true}: 22P02 ',
  ],
  ['columns that are read', lines, '', '{"lines":5}: 22023 '],
  [
    'an object that is read',
    'SELECT count(*) INTO v_sum FROM jsonb_object_keys(p_details);',
    '',
    ' []: 22023 ',
  ],
  ['a list of which nobody says what is in it', details, '', 'lines: nobody says what is in it'],
  [
    'what is looked up before',
    `IF p_name IS NULL THEN RAISE no_data_found; END IF; ${details}`,
    '',
    'p_details: something is asked before it: P0002 ',
  ],
])('%s is found', async (_what, body, declared, fault) => {
  expect((await faultsOf(body, declared)).join('\n')).toContain(fault);
});
