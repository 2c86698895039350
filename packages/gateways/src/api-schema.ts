/** A pool or a client of pg. */
export interface Database {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

/** A function of schema `app`, as the catalog has it. */
interface CatalogFunction {
  readonly name: string;
  readonly comment: string;
  readonly volatility: 'IMMUTABLE' | 'STABLE' | 'VOLATILE';
  readonly result: string;
  readonly returnsRows: boolean;
  /** Of the rows that it returns. */
  readonly columns: readonly string[];
  readonly parameters: readonly Parameter[];
}

interface Parameter {
  readonly name: string;
  readonly type: string;
  /** What it is where nothing is handed over, as SQL. */
  readonly fallback: string | null;
}

/**
 * The functions of schema `app` that a gateway must not offer, or has no use for: those that say who is at work, which the
 * gateway itself does before each request, and those that other functions ask.
 */
const NOT_OFFERED = [
  'enter_tenant',
  'leave_tenant',
  'pre_request',
  'claimed_account',
  'current_tenant_id',
  'current_user_id',
  'entered_tenant_id',
  'tenant_read_by',
  'request_context',
  'value_lists',
  'lock_order_for_edit',
];

/** Says whose the schema is, so that nobody else's is ever replaced. */
const MARK = 'Made by @erp/gateways';

/**
 * Writes the schema that a gateway offers beside `public`: for each function of schema `app` that a person may call, one in
 * schema `api` that hands its arguments on and runs with the rights of whoever calls it. Schema `app` stays closed, because
 * `app.enter_tenant` is in it. Parameters lose their `p_`, where no column of the result is named so.
 *
 * @param database a migrated one, asked as its owner.
 * @returns a script of SQL that replaces the schema as a whole. It raises 42P06 where a schema `api` is somebody else's,
 *   and 2BP01 where something else is in it.
 */
export async function writeApiSchema(database: Database): Promise<string> {
  const functions = (await database.query(FUNCTIONS, [NOT_OFFERED])).rows as CatalogFunction[];
  return [
    `-- ${MARK} from the functions of schema app. After each migration it is made anew.`,
    'BEGIN;',
    REPLACE,
    'CREATE SCHEMA api;',
    `COMMENT ON SCHEMA api IS '${MARK}: what HTTP gateways offer of schema app.';`,
    'GRANT USAGE ON SCHEMA api TO erp_app, erp_service;',
    ...functions.map(invokerOf),
    "NOTIFY pgrst, 'reload schema';",
    'COMMIT;',
    '',
  ].join('\n');
}

function invokerOf(called: CatalogFunction): string {
  const { comment, volatility, result, returnsRows, parameters } = called;
  const taken = parameters.map(
    (each) =>
      `${quoted(offeredName(called, each))} ${each.type}${each.fallback === null ? '' : ` DEFAULT ${each.fallback}`}`,
  );
  const handed = parameters.map(({ name }, at) => `${quoted(name)} => $${at + 1}`);
  const call = `app.${called.name}(${handed.join(', ')})`;
  const signature = `api.${called.name}(${parameters.map(({ type }) => type).join(', ')})`;
  return [
    `CREATE FUNCTION api.${called.name}(${taken.join(', ')}) RETURNS ${result}`,
    `LANGUAGE sql ${volatility} SECURITY INVOKER SET search_path = pg_catalog, pg_temp`,
    `AS $api$ SELECT ${returnsRows ? '* FROM ' : ''}${call} $api$;`,
    `REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC;`,
    `GRANT EXECUTE ON FUNCTION ${signature} TO erp_app, erp_service;`,
    `COMMENT ON FUNCTION ${signature} IS '${offeredComment(called, comment).replaceAll("'", "''")}';`,
  ].join('\n');
}

/** Some are words of SQL, `limit` for one. */
function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `p_order_id` → `order_id`; a parameter named like a column of the result would be the column. */
function offeredName({ columns }: CatalogFunction, { name }: Parameter): string {
  const short = name.replace(/^p_/, '');
  return columns.includes(short) ? name : short;
}

function offeredComment(called: CatalogFunction, comment: string): string {
  const names = new Map(called.parameters.map((each) => [each.name, offeredName(called, each)]));
  return comment.replace(/\bp_\w+/g, (name) => names.get(name) ?? name);
}

const REPLACE = `DO $$
BEGIN
  IF obj_description(to_regnamespace('api'), 'pg_namespace') LIKE '${MARK}%' THEN
    EXECUTE (
      SELECT coalesce(string_agg(format('DROP FUNCTION %s;', p.oid::regprocedure), ' '), '') || ' DROP SCHEMA api;'
        FROM pg_proc p WHERE p.pronamespace = 'api'::regnamespace AND p.prosrc ~ '^ SELECT ([*] FROM )?app[.]');
  END IF;
END
$$;`;

const FUNCTIONS = `
  SELECT quote_ident(p.proname) AS name, coalesce(obj_description(p.oid, 'pg_proc'), '') AS comment,
         CASE p.provolatile WHEN 'i' THEN 'IMMUTABLE' WHEN 's' THEN 'STABLE' ELSE 'VOLATILE' END AS volatility,
         pg_get_function_result(p.oid) AS result,
         p.proretset OR 't' = ANY (coalesce(p.proargmodes, '{}')) AS "returnsRows",
         ARRAY(SELECT a.name FROM unnest(p.proargnames, p.proargmodes) AS a (name, mode) WHERE a.mode = 't') AS columns,
         (SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'name', a.name, 'type', format_type(a.type, NULL),
                   'fallback', pg_get_function_arg_default(p.oid, a.place::int)) ORDER BY a.place), '[]')
            FROM unnest(p.proargtypes::oid[], p.proargnames) WITH ORDINALITY AS a (type, name, place)
           WHERE a.type IS NOT NULL) AS parameters
    FROM pg_proc p
   WHERE p.pronamespace = to_regnamespace('app') AND p.prokind = 'f' AND p.provariadic = 0
     AND p.prorettype <> 'trigger'::regtype AND NOT 'o' = ANY (coalesce(p.proargmodes, '{}'))
     AND coalesce(obj_description(p.oid, 'pg_proc'), '') !~ 'Not for callers'
     AND has_function_privilege('erp_app', p.oid, 'EXECUTE')
     AND p.proname <> ALL ($1) AND p.proname !~ '^require_'
   ORDER BY p.proname`;
