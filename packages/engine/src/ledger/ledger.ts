import { Problem } from '@erp/kit/problem';
import type { Session } from '../connection/session.ts';
import { domainOfName } from './recorded-name.ts';

/** One line of the ledger: a step that the database says was applied. */
export interface LedgerRow {
  readonly id: number;
  readonly name: string;
  readonly batch: number;
  /** Null for a step that stock Knex recorded. */
  readonly checksum: string | null;
}

/** What the database says was applied, in the order in which it was. */
export interface Ledger {
  readonly exists: boolean;
  readonly rows: readonly LedgerRow[];
}

const UNDEFINED_TABLE = '42P01';
const UNDEFINED_COLUMN = '42703';
const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * Reads the ledger by one query.
 *
 * @returns an empty ledger when the database has none.
 * @throws {Problem} `ledger_hidden` for a role that cannot see it, `ledger_elsewhere` when a schema other than `public`
 *   has it.
 */
export async function readLedger(session: Pick<Session, 'query'>): Promise<Ledger> {
  try {
    return await readRows(session, 'checksum');
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === UNDEFINED_TABLE) {
      await assertLedgerInPublic(session);
      return { exists: false, rows: [] };
    }
    // A ledger that only stock Knex has written so far has none of our columns.
    if (code === UNDEFINED_COLUMN) return readRows(session, 'NULL::text');
    if (code === INSUFFICIENT_PRIVILEGE) throw await ledgerHidden(session, error);
    throw error;
  }
}

/**
 * Row level security does not refuse whom it binds, it shows no rows; so the query tells whether it does. There is a
 * line even where the ledger has none.
 */
async function readRows(session: Pick<Session, 'query'>, checksum: string): Promise<Ledger> {
  const lines = await session.query<Omit<LedgerRow, 'id'> & { id: number | null; hidden: boolean }>(
    `SELECT l.id, l.name, l.batch, ${checksum.replace('checksum', 'l.checksum')} AS checksum, r.hidden
     FROM (SELECT row_security_active('public.knex_migrations') AS hidden) r
     LEFT JOIN public.knex_migrations l ON true ORDER BY l.id`,
  );
  if (lines[0]?.hidden === true) throw await ledgerHidden(session);
  const rows = lines.flatMap(({ id, name, batch, checksum }) =>
    id === null ? [] : [{ id, name, batch, checksum }],
  );
  return { exists: true, rows };
}

async function ledgerHidden(session: Pick<Session, 'query'>, cause?: unknown): Promise<Problem> {
  const [who] = await session.query<{ role: string; owner: string | null }>(
    `SELECT current_user AS role, (
       SELECT pg_get_userbyid(c.relowner) FROM pg_class c WHERE c.oid = to_regclass('public.knex_migrations')
     ) AS owner`,
  );
  return new Problem({
    code: 'ledger_hidden',
    message: `The role ${who?.role} cannot see what was applied to this database.`,
    detail: `public.knex_migrations belongs to ${who?.owner ?? 'another role'} and shows its rows to nobody else; it would look empty.`,
    hint: `Nothing was changed. Connect as ${who?.owner ?? 'its owner'}: the role in DATABASE_URL, or PGUSER.`,
    cause,
  });
}

/**
 * A database whose schema was made under another search_path has its ledger there; making everything a second time in
 * `public` would help nobody.
 */
async function assertLedgerInPublic(session: Pick<Session, 'query'>): Promise<void> {
  const places = await session.query<{ schema: string }>(
    `SELECT n.nspname AS schema FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'applied_by' AND NOT a.attisdropped
     WHERE c.relname = 'knex_migrations' AND n.nspname <> 'public' ORDER BY 1`,
  );
  const [first] = places;
  if (first === undefined) return;
  throw new Problem({
    code: 'ledger_elsewhere',
    message: `This database was migrated into the schema ${first.schema}, not into public.`,
    detail: `There is ${places.map(({ schema }) => `${schema}.knex_migrations`).join(', ')}: the search_path of the role or the database named that schema first.`,
    hint: `Nothing was changed. Roll it back with the release that made it, or, where public holds nothing: ALTER SCHEMA public RENAME TO public_before; ALTER SCHEMA ${first.schema} RENAME TO public;`,
  });
}

/** The number of the batch that a run would write now. */
export function nextBatch(ledger: Ledger): number {
  return ledger.rows.reduce((highest, row) => Math.max(highest, row.batch), 0) + 1;
}

/** The newest line of each name; functions have one for every version. */
export function currentRows(ledger: Ledger): Map<string, LedgerRow> {
  return new Map(ledger.rows.map((row) => [row.name, row]));
}

/** The names of the domains of which a database has something. */
export function installedDomains(ledger: Pick<Ledger, 'rows'>): ReadonlySet<string> {
  return new Set(ledger.rows.map(({ name }) => domainOfName(name)).filter((name) => name !== ''));
}
