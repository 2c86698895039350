import type { TestDatabase } from '@erp/testing/database';
import type pg from 'pg';
import { type Column, readColumns, WRONG_SHAPES, wrongValues } from './json-values.ts';

/** An argument of type jsonb of a function that callers may execute. */
interface JsonArgument {
  readonly key: string;
  readonly name: string;
  readonly argument: string;
  /** Calls the function with NULL for all else that it needs; what has a default keeps it. `$json` is the argument. */
  readonly call: string;
  readonly role: 'erp_app' | 'erp_service';
  readonly source: string;
}

/** What came of a call. */
interface Answer {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  /** Whether a function of ours said it, and not PostgreSQL. */
  readonly raised: boolean;
}

/** Puts a value where it belongs in the JSON of an argument. */
type Place = (value: unknown) => unknown;

/**
 * Calls each function that takes JSON with every value of a wrong type, out of its range or without a
 * meaning, and all else NULL: what is written wrong is refused before anything is looked up, with 22023 and the name of
 * its key. Which keys there are, and of which types, the function says in its hint (`app.require_record`); of one that
 * takes whatever it is given, only that PostgreSQL never answers for it.
 *
 * @param functions names of functions of schema app.
 * @returns one line for each call that was answered otherwise.
 */
export async function jsonFaults(
  database: TestDatabase,
  functions: readonly string[],
): Promise<readonly string[]> {
  const client = await database.connect();
  const { rows } = await client.query<JsonArgument>(JSON_ARGUMENTS, [functions]);
  const { id, ownerId } = database.tenants.a;
  const faults: string[] = [];
  for (const argument of rows) {
    await client.query(`BEGIN; ${ANSWER}; SET LOCAL ROLE ${argument.role}`);
    if (argument.role === 'erp_app')
      await client.query(`SELECT app.enter_tenant(${BigInt(id)}, ${BigInt(ownerId)})`);
    faults.push(...(await faultsOf(client, argument)));
    await client.query('ROLLBACK');
  }
  return faults;
}

async function faultsOf(client: pg.Client, argument: JsonArgument): Promise<readonly string[]> {
  const ask = (values: readonly unknown[]) => answersOf(client, argument, values);
  const unknown = { 'no such key': 1 };
  for (const [value, place] of [
    [5, undefined],
    [[unknown], (item: unknown) => [item]],
    [unknown, (item: unknown) => item],
  ] as const) {
    const [{ hint } = NONE] = await ask([value]);
    const columns = readColumns(hint);
    if (columns === undefined) continue;
    const isList = place === undefined ? hint.startsWith('Of objects with') : Array.isArray(value);
    const at: Place = isList ? (item) => [item] : (item) => item;
    const shapes = isList ? [5, 'x', {}, [5], [null], [[]]] : [5, 'x', [], null];
    return [
      ...(await notRefused(ask, argument, '', shapes)),
      ...(await columnFaults(ask, argument, columns, at)),
    ];
  }
  if (/app\.require_record(?:set)?\(/.test(argument.source)) {
    const [{ code, message } = NONE] = await ask([5]);
    return [`${argument.key}, ${argument.argument}: something is asked before it: ${code} ${message}`];
  }
  return saidByPostgres(ask, argument);
}

type Ask = (values: readonly unknown[]) => Promise<readonly Answer[]>;

async function columnFaults(
  ask: Ask,
  argument: JsonArgument,
  columns: readonly Column[],
  at: Place,
): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const column of columns) {
    const values = wrongValues(column).map((value) => at({ [column.key]: value }));
    faults.push(...(await notRefused(ask, argument, column.key, values)));
    if (column.type !== 'object[]') continue;
    const inside: Place = (item) => at({ [column.key]: [item] });
    const [{ hint } = NONE] = await ask([inside({ 'no such key': 1 })]);
    const below = hint.startsWith('Known are') ? readColumns(hint) : undefined;
    if (below === undefined)
      faults.push(`${argument.key}, ${column.key}: nobody says what is in it: ${hint}`);
    else faults.push(...(await columnFaults(ask, argument, below, inside)));
  }
  return faults;
}

/** Values that were not refused as they should be, by the name of their key. */
async function notRefused(
  ask: Ask,
  argument: JsonArgument,
  key: string,
  values: readonly unknown[],
): Promise<readonly string[]> {
  const answers = await ask(values);
  return answers.flatMap(({ code, message, raised }, i) =>
    raised && code === '22023' && (message.includes(key) || message.includes(key.replaceAll('_', ' ')))
      ? []
      : [`${argument.key}, ${argument.argument} ${JSON.stringify(values[i])}: ${code} ${message}`],
  );
}

/** For a function that takes any JSON: the words of PostgreSQL for what it cannot read. */
async function saidByPostgres(ask: Ask, argument: JsonArgument): Promise<readonly string[]> {
  const keys = [
    ...argument.source.matchAll(
      /->>?\s*'(\w+)'|\b(\w+) (?:bigint|integer|numeric|date|timestamptz|boolean)\b/g,
    ),
  ];
  const named = [...new Set(keys.map(([, read, column]) => read ?? column ?? ''))];
  const values = [
    ...WRONG_SHAPES,
    ...named.flatMap((key) => WRONG_SHAPES.flatMap((value) => [{ [key]: value }, [{ [key]: value }]])),
  ];
  const answers = await ask(values);
  return answers.flatMap(({ code, message, raised }, i) =>
    code.startsWith('22') && !raised
      ? [`${argument.key}, ${argument.argument} ${JSON.stringify(values[i])}: ${code} ${message}`]
      : [],
  );
}

const NONE: Answer = { code: '', message: '', hint: '', raised: false };

async function answersOf(
  client: pg.Client,
  { call }: JsonArgument,
  values: readonly unknown[],
): Promise<readonly Answer[]> {
  const statements = values.map((value) =>
    call.replace('$json', () => `'${JSON.stringify(value).replaceAll("'", "''")}'::jsonb`),
  );
  const { rows } = await client.query<{ answer: Answer }>(
    'SELECT public.contract_answer(s.sql) AS answer FROM unnest($1::text[]) WITH ORDINALITY AS s (sql, place) ORDER BY s.place',
    [statements],
  );
  return rows.map(({ answer }) => answer);
}

/** Runs a statement, takes it back and tells what came of it; gone with its transaction. */
const ANSWER = `
  CREATE FUNCTION public.contract_answer(p_sql text) RETURNS jsonb LANGUAGE plpgsql AS $answer$
  DECLARE v_code text; v_message text; v_hint text; v_context text;
  BEGIN
    EXECUTE p_sql;
    RAISE EXCEPTION 'accepted' USING ERRCODE = 'ERP00';
  EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS v_code = RETURNED_SQLSTATE, v_message = MESSAGE_TEXT, v_hint = PG_EXCEPTION_HINT,
      v_context = PG_EXCEPTION_CONTEXT;
    RETURN jsonb_build_object('code', v_code, 'message', v_message, 'hint', v_hint,
      'raised', split_part(v_context, E'\\n', 1) LIKE '% at RAISE');
  END $answer$`;

const JSON_ARGUMENTS = `
  SELECT p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS key, p.proname AS name,
         a.name AS argument, p.prosrc AS source,
         CASE WHEN has_function_privilege('erp_app', p.oid, 'EXECUTE') THEN 'erp_app' ELSE 'erp_service' END AS role,
         format('SELECT app.%I(%s)', p.proname, (
           SELECT string_agg(format('%I => %s', o.name, CASE WHEN o.name = a.name THEN '$json' ELSE format('NULL::%s', o.type::regtype) END), ', ' ORDER BY o.place)
             FROM unnest(p.proargnames[1:p.pronargs], p.proargtypes::oid[]) WITH ORDINALITY AS o (name, type, place)
            WHERE o.name = a.name OR o.place <= p.pronargs - p.pronargdefaults)) AS call
    FROM pg_proc p
    CROSS JOIN LATERAL unnest(p.proargnames[1:p.pronargs], p.proargtypes::oid[]) WITH ORDINALITY AS a (name, type, place)
   WHERE p.pronamespace = 'app'::regnamespace AND p.proname = ANY ($1) AND p.prokind = 'f' AND a.type = 'jsonb'::regtype
     AND p.provariadic = 0
     AND (has_function_privilege('erp_app', p.oid, 'EXECUTE') OR has_function_privilege('erp_service', p.oid, 'EXECUTE'))
   ORDER BY p.proname, a.place`;
