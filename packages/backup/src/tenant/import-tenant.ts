import type { Session } from '@erp/engine/connection';
import { Problem } from '@erp/kit/problem';
import { tableTransaction } from '@erp/seed/table-transaction';
import { makeMonths } from '../database/months.ts';
import type { CopyProgress } from '../database/progress.ts';
import { sqlColumns, sqlName } from '../database/sql-name.ts';
import type { Knex } from '../database/transaction.ts';
import { type ArchivedTenant, rowsOf, type TableRows } from '../files/manifest.ts';
import { type Backup, linesOf } from '../files/read-backup.ts';
import { type DisarmRule, disarmNotes } from './disarm-rows.ts';
import { assertSameLedger, assertTenantFits, type TenantPlace } from './import-checks.ts';
import { type ImportMonths, joinSources, placeMonths } from './import-months.ts';
import type { People } from './import-people.ts';
import { importShared, type Waiting } from './import-shared.ts';
import { lockTables } from './lock-tables.ts';
import { assertNone, digestOf, moveRows } from './move-rows.ts';
import { personColumns } from './person-columns.ts';

/** Said of a tenant of which nothing is switched off. */
const LIVE =
  'the tenant is live: what waited to be sent waits here too, and its channels and webhooks are those of the first';

/** What an archive of a tenant is imported with. */
export interface ImportRun {
  readonly session: Session;
  readonly archive: Backup;
  /** Another slug than the tenant had. */
  readonly slug?: string | undefined;
  /** What makes it act no more outside the database; it stays live when not given. */
  readonly disarm?: readonly DisarmRule[] | undefined;
  readonly progress: CopyProgress;
  /** Told for whom it waits. */
  readonly waits: (who: string) => void;
}

/** What was imported. */
export interface ImportedTenant extends ArchivedTenant {
  readonly rows: number;
  readonly people: People;
  /** What is otherwise than in the archive, in words. */
  readonly notes: readonly string[];
}

/**
 * Imports the archive of a tenant into a database that others work on: in one transaction, whole or not at all. Numbers
 * are kept, those of the tenant and of people where they are free. The rows wait in temporary tables first, so that the
 * tables are closed to others only while rows move over; what moved is compared with what was archived.
 *
 * @throws {Problem} `tenant_archive`, `tenant_other_schema`, `tenant_slug_taken`, `tenant_domain_taken`,
 *   `tenant_person_conflict`, `tenant_permission_unknown`, `tenant_differs`, `table_locked`, `sql_failed`.
 */
export async function importTenant(run: ImportRun): Promise<ImportedTenant> {
  const { session, archive, progress, waits } = run;
  const { manifest } = archive;
  const archived = tenantOf(archive);
  await assertSameLedger(session, manifest);
  const waiting = {
    what: `Importing ${archived.slug}`,
    next: 'Nothing was kept. Run the command again.',
    waits,
  };
  return tableTransaction(session, waiting, async (trx) => {
    const place = await assertTenantFits(trx, archived, run.slug);
    const months = await placeMonths(trx, manifest.months);
    const tables = await fillTemporary(run, trx, months);
    const { people, notes } = await importShared(trx, archived, place, tables);
    const own = tables.filter(({ table }) => table.columns.includes('tenant_id'));
    const mapped = await mapping(trx, people, place, months);
    await makeMonths(trx, months.toMake);
    const filled = own.filter(({ table }) => table.rows > 0);
    const sources = filled.map(({ table, temporary }) => ({
      table: { ...months.into(table), columns: table.columns },
      select: `SELECT ${mapped(table)} FROM ${temporary} i`,
    }));
    await lockTables(
      trx,
      sources.map(({ table }) => table),
    );
    const { disarmed } = await moveRows({
      ...{ trx, tenant: place.id, progress, disarm: run.disarm },
      sources: joinSources(sources),
    });
    const rows = rowsOf({ tables: filled.map(({ table }) => table) });
    const live = run.disarm === undefined ? [LIVE] : disarmNotes(disarmed);
    return { id: place.id, slug: place.slug, name: archived.name, rows, people, notes: [...notes, ...live] };
  });
}

function tenantOf({ manifest }: Backup): ArchivedTenant {
  if (manifest.tenant !== undefined) return manifest.tenant;
  throw new Problem({
    code: 'tenant_archive',
    message: `${manifest.name} is a backup of a whole database, not the archive of a tenant.`,
    hint: 'Nothing was changed. Restore it into a scratch database, and export the tenant there: pnpm erp tenant export',
  });
}

/** Copies the archive into temporary tables, and holds them to its hashes. */
async function fillTemporary(
  { session, archive, progress }: ImportRun,
  trx: Knex,
  months: ImportMonths,
): Promise<Waiting[]> {
  const { manifest } = archive;
  const waiting: Waiting[] = [];
  for (const [place, table] of manifest.tables.entries()) {
    const temporary = `pg_temp.import_${place}`;
    const columns = sqlColumns(table.columns);
    waiting.push({ table, temporary });
    const like = sqlName(months.whole(table));
    const source = await trx.raw<{ rows: { there: boolean }[] }>(
      'SELECT to_regclass(?) IS NOT NULL AS there',
      [like],
    );
    // A login service of the other database may have been a stand-in; what it held is not needed then.
    if (source.rows[0]?.there !== true && table.rows === 0) continue;
    await trx.raw(
      `CREATE TEMPORARY TABLE import_${place} ON COMMIT DROP AS SELECT ${columns} FROM ${like} WITH NO DATA`,
    );
    if (table.rows > 0)
      await session.copyIn(`COPY ${temporary} (${columns}) FROM STDIN`, linesOf(archive, table.chunks));
    progress.rows(`${table.schema}.${table.name}`, table.rows, place / manifest.tables.length / 2);
  }
  const differing: string[] = [];
  for (const { table, temporary } of waiting.filter((each) => each.table.rows > 0)) {
    const { rows, hash } = await digestOf(session, `SELECT ${sqlColumns(table.columns)} FROM ${temporary}`);
    if (rows !== table.rows || hash !== table.hash) differing.push(`${table.schema}.${table.name}`);
  }
  assertNone(differing);
  return waiting;
}

/** How the rows of a table read in this database: with the numbers that tenant, people and permissions have here. */
async function mapping(
  trx: Knex,
  people: People,
  place: TenantPlace,
  months: ImportMonths,
): Promise<(table: TableRows) => string> {
  const persons = people.renumbered === 0 ? new Set<string>() : await personColumns(trx);
  const read = (table: TableRows, column: string) => {
    const given = `i.${sqlColumns([column])}`;
    if (column === 'tenant_id') return `${place.id}::bigint`;
    if (persons.has(`${months.whole(table).name}.${column}`))
      return `(SELECT p.here FROM pg_temp.import_people p WHERE p.there = ${given})`;
    if (table.name === 'sys_role_permissions' && column === 'permission_id')
      return `(SELECT p.here FROM pg_temp.import_permissions p WHERE p.there = ${given})`;
    return given;
  };
  return (table) =>
    table.columns.map((column) => `${read(table, column)} AS ${sqlColumns([column])}`).join(', ');
}
