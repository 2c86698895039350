import type { Session } from '@erp/engine/connection';
import { Problem } from '@erp/kit/problem';
import { fieldsOf, lineOf } from '../files/copy-text.ts';
import type { Mask } from './mask.ts';
import { type MaskedColumn, type MaskValue, maskValue } from './mask-value.ts';
import { maskKey } from './scramble.ts';

/** Masks whole lines of COPY's text format. */
export type MaskLines = (block: Buffer) => Buffer;

/** Finds how the rows of a table are masked; nothing where nothing of them is personal. */
export type MaskTables = (table: {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
}) => MaskLines | undefined;

/**
 * Reads what the domains declare as personal, and gives what masks it. Months that were put away are masked as the table
 * that they are of.
 *
 * @param secret the same one gives the same values.
 * @throws {Problem} `mask_undeclared` where a table of tenants holds text and nothing says what of it is personal.
 */
export async function maskTables(session: Session, secret: string): Promise<MaskTables> {
  await assertDeclared(session);
  const columns = [
    ...(await session.query<MaskedColumn>(PERSONAL)),
    ...(await session.query<MaskedColumn>(ACCOUNTS)),
  ];
  const names = await session.query<{ name: string }>(
    "SELECT DISTINCT attname::text AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0",
  );
  const codes = await session.query<{ code: string }>(CODES);
  const mask: Mask = {
    key: maskKey(secret, await documentNumbers(session)),
    names: new Set(names.map(({ name }) => name)),
    codes: new Set(codes.map(({ code }) => code)),
  };
  const byTable = new Map<string, MaskedColumn[]>();
  for (const column of columns) {
    const title = `${column.schema}.${column.table}`;
    byTable.set(title, [...(byTable.get(title) ?? []), column]);
  }
  return ({ schema, name, columns: order }) => {
    const table = schema === 'archive' ? `public.${name.replace(/_y\d{4}m\d{2}$/, '')}` : `${schema}.${name}`;
    const personal = byTable.get(table);
    if (personal === undefined) return undefined;
    const masks = order.map((column) => {
      const found = personal.find((each) => each.column === column);
      return found === undefined ? undefined : maskValue(mask, found);
    });
    return (block) => maskBlock(block, masks);
  };
}

function maskBlock(block: Buffer, masks: readonly (MaskValue | undefined)[]): Buffer {
  const lines = block.toString('utf8').split('\n');
  const masked = lines.map((line) => {
    if (line === '') return line;
    const fields = fieldsOf(line);
    for (const [place, mask] of masks.entries()) {
      const field = fields[place];
      if (mask !== undefined && field != null && field !== '') fields[place] = mask(field);
    }
    return lineOf(fields);
  });
  return Buffer.from(masked.join('\n'));
}

/** The numbers of documents, such as ORD-00000001, of all kinds that are counted. */
async function documentNumbers(session: Session): Promise<RegExp | undefined> {
  const kinds = await session.query<{ prefix: string }>('SELECT DISTINCT prefix FROM sys_document_sequences');
  const prefixes = kinds.flatMap(({ prefix }) => (/^[A-Z]+-?$/.test(prefix) ? [prefix] : []));
  return prefixes.length === 0
    ? undefined
    : new RegExp(`(?<![\\p{L}\\p{N}])(?:${prefixes.join('|')})-?\\d{4,10}(?![\\p{L}\\p{N}])`, 'gu');
}

async function assertDeclared(session: Session): Promise<void> {
  const [there] = await session.query<{ there: boolean }>(
    "SELECT to_regclass('public.sys_personal_columns') IS NOT NULL AS there",
  );
  const undeclared =
    there?.there === true
      ? await session.query<{ table: string }>(UNDECLARED)
      : [{ table: 'this database, whose migrations are older than the declarations' }];
  if (undeclared.length === 0) return;
  throw new Problem({
    code: 'mask_undeclared',
    message: `Nothing says what is personal in ${undeclared.map(({ table }) => table).join(', ')}.`,
    hint: 'Nothing was written. Declare it in personal.ts of the domain, migrate, and ask pnpm verify --rule personal_data.',
  });
}

const UNDECLARED = `
  SELECT DISTINCT c.relname::text AS "table" FROM pg_class c
  JOIN pg_attribute n ON n.attrelid = c.oid AND n.attname = 'tenant_id' AND NOT n.attisdropped
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  JOIN pg_type y ON y.oid = a.atttypid AND y.typname IN ('text', 'varchar', 'json', 'jsonb', '_text', 'inet')
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND NOT EXISTS (SELECT FROM sys_personal_tables t WHERE t.table_name = c.relname)
    AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum])
  ORDER BY 1`;

/** What is declared personal, of whomever, whether an erasure leaves it or not. */
const PERSONAL = `
  SELECT 'public' AS schema, p.table_name AS "table", p.column_name AS "column", y.typname::text AS type
  FROM sys_personal_columns p
  JOIN pg_attribute a ON a.attrelid = to_regclass(format('public.%I', p.table_name)) AND a.attname = p.column_name
  JOIN pg_type y ON y.oid = a.atttypid
  WHERE p.subject <> 'none'`;

/** Accounts of a stand-in of the login service: their number and every text. */
const ACCOUNTS = `
  SELECT 'auth' AS schema, 'users' AS "table", a.attname::text AS "column", y.typname::text AS type
  FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid
  WHERE a.attrelid = to_regclass('auth.users') AND a.attnum > 0 AND NOT a.attisdropped
    AND y.typname IN ('uuid', 'text', 'varchar', 'jsonb')`;

/** Codes that checks name: closed lists, written in the migrations. */
const CODES = `
  SELECT DISTINCT m[1] AS code FROM pg_constraint k
  CROSS JOIN LATERAL regexp_matches(pg_get_constraintdef(k.oid), '''([a-z][a-z0-9_]*)''::text', 'g') m
  WHERE k.contype = 'c' AND k.connamespace = 'public'::regnamespace`;
