import { migratedDatabase, type TestDatabase } from '@erp/testing/database';

let database: TestDatabase;

beforeAll(async () => {
  database = await migratedDatabase();
});
afterAll(() => database.drop());

interface CodeParameter {
  readonly signature: string;
  readonly name: string;
  readonly types: readonly string[];
  readonly place: number;
}

/** Names of parameters that are codes, beside those that are called like a column with a list. */
const CODES = ['to', 'from', 'decision', 'frequency', 'method', 'record_type'];

/** What is called like a code, and is none, or answers otherwise. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'enqueue_sms p_to': 'a telephone number',
  'receive_sms p_to': 'a telephone number',
  'receive_sms p_from': 'a telephone number',
  'log_event p_action': 'a code of the caller, such as order.printed',
  'log_event p_entity_type': 'a code of the caller',
  'log_system_event p_action': 'a code of the caller',
  'log_system_event p_entity_type': 'a code of the caller',
  'raise_alert p_entity_type': 'a code of the caller',
  'start_conversation p_subject': 'words',
  'capture_lead p_source': 'a code of the tenant',
  'next_document_number p_kind': 'has its list in rows, and names them (P0002)',
  conversation_transition_allowed: 'is a question: NULL says that there is no such status',
  campaign_transition_allowed: 'is a question',
  case_transition_allowed: 'is a question',
  lead_transition_allowed: 'is a question',
  opportunity_transition_allowed: 'is a question',
  order_transition_allowed: 'is a question',
  promotion_transition_allowed: 'is a question',
  schedule_transition_allowed: 'is a question',
  sms_transition_allowed: 'is a question',
  task_transition_allowed: 'is a question',
};

const PARAMETERS = `
  WITH listed AS MATERIALIZED (
    SELECT DISTINCT l.column_name FROM pg_class c, app.value_lists(c.oid) l
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition)
  SELECT p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS signature, p.proname AS name,
         a.name AS parameter, a.place::integer AS place,
         ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes) t) AS types
    FROM pg_proc p
   CROSS JOIN LATERAL unnest(p.proargnames[:p.pronargs]) WITH ORDINALITY AS a (name, place)
   WHERE p.pronamespace = 'app'::regnamespace AND has_function_privilege('erp_app', p.oid, 'EXECUTE')
     AND p.proargtypes[a.place - 1] = 'text'::regtype
     AND (substr(a.name, 3) = ANY (?)
          OR substr(a.name, 3) IN (SELECT l.column_name FROM listed l))
   ORDER BY 1`;

/** Something of each type; texts are texts. */
const SAMPLES: Readonly<Record<string, string>> = {
  text: "'x'",
  bigint: '1',
  integer: '1',
  numeric: '1',
  boolean: 'false',
  date: "'2026-01-01'",
  jsonb: "'{}'",
  interval: "'1 day'",
  'smallint[]': "'{}'",
  'time without time zone': "'09:00'",
  'timestamp with time zone': "'2026-01-01'",
};

test('every function that is given a code answers a wrong one with the list, before it looks for anything else', async () => {
  const { rows } = await database.knex.raw<{ rows: (CodeParameter & { parameter: string })[] }>(PARAMETERS, [
    CODES,
  ]);
  const asked = rows.filter(
    ({ name, parameter }) => !(name in OTHERWISE) && !(`${name} ${parameter}` in OTHERWISE),
  );
  const answers: Record<string, string> = {};
  for (const { name, signature, parameter, types, place } of asked) {
    const values = types.map((type, n) =>
      n + 1 === place ? "'no_such_code'" : `${SAMPLES[type] ?? 'NULL'}::${type}`,
    );
    answers[`${signature} ${parameter}`] = await database
      .asTenant(database.tenants.a, (trx) => trx.raw(`SELECT app.${name}(${values.join(', ')})`))
      .then(
        () => 'took it',
        ({ code, message, hint }) =>
          code === '22023' && message.includes('no_such_code') && /\b(One of|Use) [a-z_]+(, | or )/.test(hint)
            ? 'list'
            : `${code} ${message.split(' - ').at(-1)} ${hint}`,
      );
  }
  expect(answers).toEqual(Object.fromEntries(Object.keys(answers).map((each) => [each, 'list'])));
  expect(Object.keys(answers).length).toBeGreaterThan(20);
});
