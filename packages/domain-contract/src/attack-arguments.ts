import type { FilledTable } from '@erp/testing/sample-rows';

/** What a careless EXECUTE would run. */
const PAYLOADS = [
  "x' || pg_temp.trap() || '",
  'pg_temp.trap()',
  "x'); SELECT pg_temp.trap(); --",
  '"; SELECT pg_temp.trap(); --',
];

/** Settings that functions read and a caller writes. */
export const SETTINGS: readonly string[] = [
  ...['app.request_id', 'app.user_agent', 'app.client_ip'].map(
    (name) => `SELECT pg_catalog.set_config('${name}', ${quote(PAYLOADS[0] ?? '')}, true)`,
  ),
  `SELECT pg_catalog.set_config('request.headers', ${quote(JSON.stringify({ 'x-request-id': PAYLOADS[0], 'user-agent': PAYLOADS[1] }))}, true)`,
  `SELECT pg_catalog.set_config('request.jwt.claims', ${quote(JSON.stringify({ role: PAYLOADS[0] }))}, true)`,
  `SELECT pg_catalog.set_config('search_path', 'pg_temp, public, app', true)`,
  // A backslash in a literal of a body means something else then.
  `SELECT pg_catalog.set_config('standard_conforming_strings', 'off', true)`,
];

type Argument = (type: string, name: string, tables: readonly FilledTable[]) => string | undefined;

/** Sets of arguments: nothing, what is in the tables under the name of the argument, and what a careless body would run. */
export const ARGUMENTS: Readonly<Record<string, Argument>> = {
  nothing: () => undefined,
  samples: sampleOf,
  settings: sampleOf,
  ...Object.fromEntries(
    PAYLOADS.map((payload): [string, Argument] => [
      `payload ${payload}`,
      (type, name, tables) => {
        if (/\.(text|varchar|bpchar|name)$/.test(type)) return payload;
        if (/\.jsonb?$/.test(type)) return JSON.stringify({ [payload]: payload });
        if (/\._(text|varchar)$/.test(type)) return `{${JSON.stringify(payload)}}`;
        return sampleOf(type, name, tables);
      },
    ]),
  ),
};

function sampleOf(type: string, name: string, tables: readonly FilledTable[]): string {
  const column = name.replace(/^p_/, '');
  const thing = column.replace(/_id$/, '');
  const found =
    tables.map((table) => table.rows.a[column]).find((value) => value != null) ??
    (column.endsWith('_id')
      ? tables.find((table) => [thing, `${thing}s`].some((each) => table.name.endsWith(each)))?.rows.a.id
      : undefined);
  if (found != null && typeof found !== 'object') return String(found);
  if (found instanceof Date) return found.toISOString();
  const base = type.replace(/^pg_catalog\./, '');
  if (base.startsWith('_')) return '{}';
  return PLAIN[base] ?? 'x';
}

const PLAIN: Readonly<Record<string, string>> = {
  int2: '1',
  int4: '1',
  int8: '1',
  numeric: '1',
  float8: '1',
  bool: 'true',
  date: '2026-01-01',
  timestamptz: '2026-01-01T00:00:00Z',
  interval: '1 day',
  uuid: '00000000-0000-0000-0000-000000000001',
  jsonb: '[{"product_name": "x", "sku": "x", "quantity": 1, "unit_price": 1}]',
  json: '{}',
  inet: '127.0.0.1',
};

/** A value as a statement has it, with its type. */
export function literal(value: string | undefined, type: string): string {
  return `${value === undefined ? 'NULL' : quote(value)}::${type}`;
}

function quote(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
