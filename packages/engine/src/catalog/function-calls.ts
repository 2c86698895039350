import type { Session } from '../connection/session.ts';
import { nameOfSqlState } from '../connection/sql-state.ts';
import { allowedValues } from './allowed-values.ts';
import { rowTypeName } from './row-types.ts';

/** A parameter, or a column of the rows that come back. */
interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly mode: 'i' | 't';
  readonly hasDefault: boolean;
  readonly defaultsToNull: boolean;
  /** Checks of the column whose codes it takes, as PostgreSQL writes them. */
  readonly column: string | null;
  readonly checks: readonly string[];
}

interface CatalogFunction {
  readonly name: string;
  readonly comment: string;
  readonly returns: string;
  readonly returnsSet: boolean;
  /** Table whose rows it returns. */
  readonly table: string | null;
  readonly parameters: readonly Parameter[];
}

/**
 * The functions of a domain that the application may execute, as the text of its calls.ts: what each takes, by names and
 * with defaults left out, what it answers, and what its comment says that it raises. A parameter that the function holds
 * to the codes of a column (`app.require_allowed`) takes no others.
 *
 * @param names of the functions of the domain.
 * @returns undefined where the application may execute none.
 */
export async function writeFunctionCalls(
  session: Pick<Session, 'query'>,
  domain: string,
  names: readonly string[],
): Promise<string | undefined> {
  if (names.length === 0) return undefined;
  const functions = await session.query<CatalogFunction>(FUNCTIONS, [names]);
  if (functions.length === 0) return undefined;
  const members = functions.map(memberOf);
  const body = members.join('\n');
  const types = ['Decimal', 'Id', 'Moment'].filter((type) => new RegExp(`\\b${type}\\b`).test(body));
  const rows = [...new Set(functions.flatMap(({ table }) => (table === null ? [] : [rowTypeName(table)])))];
  return [
    `/** Calls of the functions of ${domain}, written by \`pnpm types\` from the migrated schema. A test holds them to it. */`,
    `import { ${['functionCall', ...types.map((type) => `type ${type}`)].join(', ')} } from '@erp/kit/function-call';`,
    ...(rows.length === 0 ? [] : [`import type { ${rows.sort().join(', ')} } from './tables.ts';`]),
    '',
    `export const ${camelCase(domain)} = {`,
    body,
    '};',
    '',
  ].join('\n');
}

function memberOf(called: CatalogFunction): string {
  const taken = called.parameters.filter(({ mode }) => mode === 'i');
  const refusals = refusalsOf(called.comment);
  const names = refusals.map(([name]) => `'${name}'`).join(' | ') || 'never';
  return [
    ...(called.comment === '' ? [] : [`  /** ${called.comment.replaceAll('*/', '*\\/')} */`]),
    `  ${camelCase(called.name)}: functionCall<`,
    taken.length === 0
      ? '    Record<never, never>,'
      : `    {\n${taken.map((each) => `      ${argumentOf(each, called.comment)}`).join('\n')}\n    },`,
    `    ${resultOf(called)},`,
    `    ${names}`,
    '  >(',
    `    '${called.name}',`,
    `    '${answerOf(called)}',`,
    `    ${literalOf(taken.map(({ name, type }) => [argumentName(name), type]))},`,
    `    ${literalOf(refusals)},`,
    '  ),',
  ].join('\n');
}

/** NULL is taken where it is the default, or where the comment says so: `Warehouse: NULL for …`. */
function argumentOf(parameter: Parameter, comment: string): string {
  const { type, column, checks, hasDefault, defaultsToNull } = parameter;
  const codes = column === null || type !== 'text' ? undefined : allowedValues(column, checks);
  const taken = codes?.map((code) => `'${code}'`).join(' | ') ?? typeOf(type, TAKEN);
  const short = parameter.name.replace(/^p_|_id$/g, '');
  const saidNull = new RegExp(`\\b(?:${parameter.name}|${short})(?::| is| may be| or) NULL\\b`, 'i').test(
    comment,
  );
  const orNull = defaultsToNull || saidNull ? ' | null' : '';
  return `${argumentName(parameter.name)}${hasDefault ? '?' : ''}: ${taken}${orNull}${hasDefault ? ' | undefined' : ''};`;
}

function answerOf({ returns, returnsSet, table, parameters }: CatalogFunction) {
  if (returns === 'void') return 'nothing';
  if (table !== null || parameters.some(({ mode }) => mode === 't')) return returnsSet ? 'rows' : 'value';
  return returnsSet ? 'values' : 'value';
}

function resultOf(called: CatalogFunction): string {
  const { returns, returnsSet, table, comment } = called;
  if (returns === 'void') return 'void';
  if (table !== null) return returnsSet ? `${rowTypeName(table)}[]` : rowTypeName(table);
  const columns = called.parameters.filter(({ mode }) => mode === 't');
  if (columns.length > 0) {
    const members = columns.map(({ name, type }) => `${name}: ${typeOf(type, GIVEN)} | null`);
    return `{ ${members.join('; ')} }[]`;
  }
  if (returnsSet) return `${typeOf(returns, GIVEN)}[]`;
  return `${typeOf(returns, GIVEN)}${MAY_BE_NULL.test(comment) ? ' | null' : ''}`;
}

/** A function cannot declare that it returns NULL; the words of its comment say it. */
const MAY_BE_NULL = /\b(?:or|else|returns) (?:NULL|nothing|none)\b|\bNULL (?:when|where|without|if)\b/i;

/**
 * What a comment says that is raised: the SQLSTATEs behind "Raises", and the refusal of who lacks what it "Needs".
 *
 * @returns pairs of PostgreSQL's name and the SQLSTATE.
 */
function refusalsOf(comment: string): [string, string][] {
  const raised = comment.split(/(?<=[.;]) /).filter((sentence) => /\b[Rr]aises\b/.test(sentence));
  const states = new Set(raised.flatMap((sentence) => sentence.match(/\b[0-9P][0-9A-Z]{4}\b/g) ?? []));
  if (/\bNeeds [a-z_]+\./.test(comment)) states.add('42501');
  return [...states].sort().map((state) => [nameOfSqlState(state).replaceAll(' ', '_'), state]);
}

function literalOf(entries: readonly (readonly [string, string])[]): string {
  if (entries.length === 0) return '{}';
  return `{ ${entries.map(([key, value]) => `${key}: '${value}'`).join(', ')} }`;
}

/** `p_order_id` → `orderId` */
function argumentName(parameter: string): string {
  return camelCase(parameter.replace(/^p_/, ''));
}

function camelCase(name: string): string {
  return name.replace(/[_-]([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());
}

function typeOf(type: string, types: Readonly<Record<string, string>>): string {
  const array = type.endsWith('[]');
  const base = types[array ? type.slice(0, -2) : type] ?? 'string';
  return array ? `readonly ${base}[]` : base;
}

const EITHER = {
  boolean: 'boolean',
  smallint: 'number',
  integer: 'number',
  json: 'unknown',
  jsonb: 'unknown',
};
const DOUBLE = { real: 'number', 'double precision': 'number' };

/** What an argument may be handed as. */
const TAKEN: Readonly<Record<string, string>> = {
  ...EITHER,
  ...DOUBLE,
  bigint: 'Id',
  numeric: 'Decimal',
  date: 'Moment',
  'timestamp with time zone': 'Moment',
};

/** What pg hands over. */
const GIVEN: Readonly<Record<string, string>> = {
  ...EITHER,
  ...DOUBLE,
  date: 'Date',
  'timestamp with time zone': 'Date',
};

const FUNCTIONS = `
  SELECT p.proname AS name, coalesce(obj_description(p.oid, 'pg_proc'), '') AS comment,
         format_type(p.prorettype, NULL) AS returns, p.proretset AS "returnsSet",
         (SELECT c.relname FROM pg_type t JOIN pg_class c ON c.oid = t.typrelid AND c.relkind IN ('r', 'p')
           WHERE t.oid = p.prorettype) AS "table",
         (SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'name', a.name, 'type', format_type(a.type, NULL), 'mode', coalesce(a.mode, 'i'),
                   'hasDefault', coalesce(a.mode, 'i') = 'i' AND a.place > p.pronargs - p.pronargdefaults,
                   'defaultsToNull', coalesce(a.mode, 'i') = 'i'
                     AND coalesce(pg_get_function_arg_default(p.oid, a.place::int) LIKE 'NULL::%', false),
                   'column', held.codes[2],
                   'checks', ARRAY(
                     SELECT pg_get_constraintdef(k.oid) FROM pg_constraint k
                       JOIN pg_attribute c ON c.attrelid = k.conrelid AND k.conkey = ARRAY[c.attnum]
                      WHERE k.conrelid = to_regclass('public.' || quote_ident(held.codes[1])) AND k.contype = 'c'
                        AND k.convalidated AND c.attname = held.codes[2]
                      ORDER BY k.conname)
                 ) ORDER BY a.place), '[]')
            FROM unnest(coalesce(p.proallargtypes, p.proargtypes::oid[]), p.proargnames, p.proargmodes)
                 WITH ORDINALITY AS a (type, name, mode, place)
            LEFT JOIN LATERAL regexp_match(
                   p.prosrc, 'app[.]require_allowed[(]''(\\w+)'', ''(\\w+)'', ' || a.name || '[)]') AS held (codes) ON true
         ) AS parameters
    FROM pg_proc p JOIN pg_roles r ON r.rolname = 'erp_app'
   WHERE p.pronamespace = to_regnamespace('app') AND p.proname = ANY ($1) AND p.prokind = 'f'
     AND p.provariadic = 0 AND p.prorettype <> 'trigger'::regtype
     AND NOT 'o' = ANY (coalesce(p.proargmodes, '{}')) AND coalesce(obj_description(p.oid, 'pg_proc'), '') !~ 'Not for callers'
     AND has_function_privilege(r.oid, p.oid, 'EXECUTE')
   ORDER BY p.proname`;
