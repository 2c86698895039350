import {
  declaredSchemas,
  divideSchemas,
  type Fingerprint,
  schemasOf,
  takeFingerprint,
} from '@erp/engine/catalog';
import { namingWhoHolds, type Session } from '@erp/engine/connection';
import {
  canNoteProgress,
  isNotLedger,
  LEDGER_TABLE,
  readFunctionVersions,
  readLedger,
  readStepsInProgress,
} from '@erp/engine/ledger';
import type { Project } from '@erp/engine/project';
import { Problem } from '@erp/kit/problem';
import { readDatabaseFacts } from '../database/database-facts.ts';
import { readMark } from '../database/restore-target.ts';
import { sqlName } from '../database/sql-name.ts';
import { assertSeesEverything } from '../database/visibility.ts';
import type { ArchivedTenant, DatabaseFacts } from '../files/manifest.ts';

/** A table of a snapshot. */
export interface SnapshotTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
  /** Which rows, as a condition; all when not given. */
  readonly where?: string;
  /** Rewrites whole lines of its rows, one for one; they are copied as they are when not given. */
  readonly rewrite?: ((block: Buffer) => Buffer) | undefined;
  /** What it takes on the server's disk, its months together: what a large table is known by. */
  readonly pages: number;
}

/** A moment of a database that sessions can look at for as long as its transaction is open. */
export interface Snapshot {
  /** What other sessions take it up by. */
  readonly id: string;
  readonly facts: DatabaseFacts;
  readonly schemas: readonly string[];
  readonly fingerprint: Fingerprint;
  /** The texts of functions as they were applied, by recorded name, the last one last. */
  readonly functions: readonly { readonly name: string; readonly text: string }[];
  /** The largest first. */
  readonly tables: readonly SnapshotTable[];
}

/** The part of a snapshot that belongs to one tenant. */
export interface TenantSelection {
  readonly tenant: ArchivedTenant;
  readonly snapshot: Snapshot;
  /** Whether what is personal is replaced. */
  readonly masked: boolean;
}

/** Seconds to wait for a table that somebody alters. */
const LOCK_TIMEOUT = 60;

/**
 * Begins a read-only transaction and looks at everything in it that is no row. To be called with the runner's lock held:
 * the lock can be given back afterwards, since nobody alters a table that the transaction has locked.
 *
 * @param waits told for whom it waits.
 * @throws {Problem} `nothing_to_back_up`, `backup_step_unfinished`, `restore_unfinished`, `backup_blind`, `ledger_hidden`, `table_locked`.
 */
export async function beginSnapshot(
  session: Session,
  project: Project,
  waits: (who: string) => void,
): Promise<Snapshot> {
  // Where it cannot be read, the server has to be asked why, which a transaction does not survive.
  if ((await readLedger(session)).rows.length === 0) throw nothingThere();
  await session.query(
    `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL lock_timeout = '${LOCK_TIMEOUT}s'`,
  );
  const ledger = await readLedger(session);
  await assertNothingInProgress(session);
  await assertNoRestore(session);
  const live = await schemasOf(session);
  const { ours, others } = divideSchemas(live, declaredSchemas(project));
  const schemas = ours.filter((name) => live.has(name));
  const found = await session.query<SnapshotTable & { id: string }>(TABLES, [schemas]);
  await assertSeesEverything(
    session,
    found.map(({ id }) => id),
  );
  const givingUp = {
    at: 'Backup: ',
    tried: `within ${LOCK_TIMEOUT} s`,
    next: 'Nothing was written. Run the command again when it is done.',
  };
  await namingWhoHolds(session, waits, givingUp, () =>
    session.query(`LOCK TABLE ${found.map(sqlName).join(', ')} IN ACCESS SHARE MODE`),
  );
  const [exported] = await session.query<{ id: string }>('SELECT pg_export_snapshot() AS id');
  return {
    id: exported?.id ?? '',
    facts: await readDatabaseFacts(session, ledger, schemas, others),
    schemas,
    fingerprint: await takeFingerprint(session, schemas),
    functions: await readFunctionVersions(session, ledger),
    tables: found.map(({ schema, name, columns, pages }) => ({
      schema,
      name,
      columns,
      pages: Number(pages),
    })),
  };
}

/** Has another session look at the same moment. */
export async function joinSnapshot(session: Session, snapshot: Pick<Snapshot, 'id'>): Promise<void> {
  await session.query(
    `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET TRANSACTION SNAPSHOT '${snapshot.id}'`,
  );
}

/** Ends the look of a session. */
export async function endSnapshot(session: Session): Promise<void> {
  await session.query('ROLLBACK');
}

async function assertNothingInProgress(session: Session): Promise<void> {
  if (!(await canNoteProgress(session))) return;
  const begun = await readStepsInProgress(session);
  if (begun.length === 0) return;
  throw new Problem({
    code: 'backup_step_unfinished',
    message: `${begun.map(({ name }) => name).join(', ')}: begun outside a transaction and not finished, so no migrations make the schema that is there.`,
    hint: 'pnpm migrate finishes it, pnpm status says what stands in its way. Then take the backup.',
  });
}

async function assertNoRestore(session: Session): Promise<void> {
  const name = await readMark(session);
  if (name === undefined) return;
  throw new Problem({
    code: 'restore_unfinished',
    message: `A restore of ${name} was begun in this database and not finished: its rows are not there.`,
    hint: `Nothing was written. End it first: pnpm erp restore ${name}`,
  });
}

function nothingThere(): Problem {
  return new Problem({
    code: 'nothing_to_back_up',
    message: 'Nothing was migrated into this database, so there is nothing to back up.',
    hint: 'Check DATABASE_URL; pnpm status shows what is applied where.',
  });
}

/**
 * Tables of the schemas, months with their table. Of the tables of the ledger the one with the records: the others are
 * about steps that are under way.
 */
const TABLES = `
  SELECT c.oid::text AS id, n.nspname::text AS schema, c.relname::text AS name,
    ARRAY(SELECT a.attname::text FROM pg_attribute a
           WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum) AS columns,
    (SELECT coalesce(sum(pg_relation_size(p.relid)), 0) / 8192 FROM pg_partition_tree(c.oid) p)::bigint
      + CASE c.relkind WHEN 'r' THEN pg_relation_size(c.oid) / 8192 ELSE 0 END AS pages
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname = ANY ($1)
    AND (n.nspname <> 'public' OR ${isNotLedger('c.relname')} OR c.relname = '${LEDGER_TABLE}')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
  ORDER BY pages DESC, schema, name`;
