import type pg from 'pg';

/** A request as PostgREST has it when it has checked the token. */
export interface RestRequest {
  readonly role: 'anon' | 'authenticated';
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What PostgREST was told. */
export interface RestConfiguration {
  readonly hook: string;
  readonly schemas: readonly string[];
}

/**
 * Sends what PostgREST sends for `GET /<table>?select=<columns>`, in the order of its documentation (Transactions, and
 * Transaction-Scoped Settings): a transaction that only reads, the settings of the request, the hook, the query.
 *
 * @returns the rows, as its body has them.
 */
export function get(
  client: pg.Client,
  configuration: RestConfiguration,
  request: RestRequest,
  table: string,
  columns: readonly string[],
): Promise<Record<string, unknown>[]> {
  const selected = columns.map((column) => `"public"."${table}"."${column}"`).join(', ');
  const text = `WITH pgrst_source AS (SELECT ${selected} FROM "public"."${table}")
    SELECT coalesce(json_agg(row), '[]') AS body FROM (SELECT * FROM pgrst_source) AS row`;
  return send(
    client,
    configuration,
    { ...request, mode: 'READ ONLY', schema: 'public' },
    { text, values: [] },
  );
}

/**
 * The same for `POST /rpc/<name>` with schema `api` as its Content-Profile.
 *
 * @param types of the parameters, which PostgREST knows from the catalog.
 */
export function rpc(
  client: pg.Client,
  configuration: RestConfiguration,
  request: RestRequest,
  name: string,
  types: Readonly<Record<string, string>>,
  body: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const sent = Object.keys(body);
  const record = sent.map((each) => `"${each}" ${types[each]}`).join(', ');
  const named = sent.map((each) => `"${each}" := body."${each}"`).join(', ');
  const text = `WITH pgrst_source AS (
      SELECT "api"."${name}"(${named}) AS scalar FROM json_to_record($1::json) AS body(${record}))
    SELECT json_agg(row.scalar) -> 0 AS body FROM (SELECT * FROM pgrst_source) AS row`;
  const values = [JSON.stringify(body)];
  return send(client, configuration, { ...request, mode: 'READ WRITE', schema: 'api' }, { text, values });
}

async function send<Body>(
  client: pg.Client,
  { hook, schemas }: RestConfiguration,
  request: RestRequest & { readonly mode: string; readonly schema: string },
  query: { readonly text: string; readonly values: unknown[] },
): Promise<Body> {
  if (!schemas.includes(request.schema)) throw new Error(`PGRST106: ${request.schema} is not exposed.`);
  const settings = {
    search_path: `"${request.schema}"`,
    role: request.role,
    'request.jwt.claims': JSON.stringify({ role: request.role, ...request.claims }),
    'request.method': request.mode === 'READ ONLY' ? 'GET' : 'POST',
    'request.path': '/',
    'request.headers': JSON.stringify(request.headers ?? {}),
    'request.cookies': '{}',
  };
  const calls = Object.keys(settings).map((_, at) => `set_config($${2 * at + 1}, $${2 * at + 2}, true)`);
  await client.query(`BEGIN ISOLATION LEVEL READ COMMITTED ${request.mode}`);
  try {
    await client.query(`SELECT ${calls.join(', ')}`, Object.entries(settings).flat());
    await client.query(`SELECT ${hook}()`);
    const { rows } = await client.query(query.text, query.values);
    await client.query('COMMIT');
    return rows[0].body;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
