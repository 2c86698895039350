import type { Session } from '@erp/engine/connection';
import { tableTransaction } from '@erp/seed/table-transaction';
import type { CopyProgress } from '../database/progress.ts';
import { sqlColumns, sqlName } from '../database/sql-name.ts';
import type { Knex } from '../database/transaction.ts';
import { lineBlocks } from '../files/line-blocks.ts';
import type { ArchivedTenant } from '../files/manifest.ts';
import type { MaskLines, MaskTables } from '../mask/mask-rows.ts';
import type { DisarmedRows, DisarmRule } from './disarm-rows.ts';
import { lockTables } from './lock-tables.ts';
import { moveRows } from './move-rows.ts';
import { findTenant } from './select-tenant.ts';
import { assertSlugFree, nextTenantNumber } from './tenant-number.ts';
import { readTenantTables, type TenantTable } from './tenant-tables.ts';

/** Bytes at a time, where rows are masked. */
const BLOCK = 1024 * 1024;

/** What a tenant is copied with. */
export interface CopyRun {
  readonly session: Session;
  /** Whom. */
  readonly slug: string;
  /** The slug of the copy. */
  readonly as: string;
  /** What makes the copy act no more outside the database; it is live when not given. */
  readonly disarm?: readonly DisarmRule[] | undefined;
  /** Replaces what is personal. */
  readonly mask?: MaskTables | undefined;
  readonly progress: CopyProgress;
  /** Told for whom it waits. */
  readonly waits: (who: string) => void;
}

/** What was copied. */
export interface CopiedTenant extends ArchivedTenant {
  readonly rows: number;
  readonly disarmed: readonly DisarmedRows[];
}

/**
 * Copies a tenant within its database, in one transaction: every row with its key beside a new number of the tenant. Its
 * people are the same, the domain stays with the first. Tables are closed to those who write until it is done.
 *
 * @throws {Problem} `tenant_unknown`, `tenant_slug_taken`, `tenant_differs`, `mask_undeclared`, `backup_blind`, `table_locked`, `sql_failed`.
 */
export async function copyTenant(run: CopyRun): Promise<CopiedTenant> {
  const { session, slug, as, disarm, progress, waits } = run;
  const waiting = { what: `Copying ${slug}`, next: 'Nothing was kept. Run the command again.', waits };
  const { id: from, name } = await findTenant(session, slug);
  const tables = await readTenantTables(session);
  return tableTransaction(session, waiting, async (trx) => {
    // Nobody writes until it is done, so that all tables are of one moment.
    await lockTables(trx, tables);
    await assertSlugFree(trx, as, `pnpm erp tenant copy ${slug} --as SLUG`);
    const id = await nextTenantNumber(trx);
    await insertTenant(trx, { from, id, as });
    const masked = await maskRows(run, trx, tables, from);
    const sources = tables.map((table) => ({
      table,
      select: `SELECT ${table.columns.map((column) => (column === 'tenant_id' ? `${id}::bigint` : sqlColumns([column]))).join(', ')} FROM ${masked.get(table) ?? `${sqlName(table)} WHERE tenant_id = ${from}`}`,
    }));
    const { rows, disarmed } = await moveRows({ trx, tenant: id, sources, disarm, progress });
    return { id, slug: as, name, rows, disarmed };
  });
}

/**
 * Replaces what is personal on the way through temporary tables, read by a session of its own: the tables are locked, so
 * both see the same. The secret stays in this process.
 *
 * @returns the temporary table of each table that has something personal.
 */
async function maskRows(
  { session, mask, progress }: CopyRun,
  trx: Knex,
  tables: readonly TenantTable[],
  tenant: string,
): Promise<ReadonlyMap<TenantTable, string>> {
  const masked = new Map<TenantTable, string>();
  if (mask === undefined) return masked;
  progress.stage('Masking …');
  const reader = await session.openSibling();
  try {
    for (const [number, table] of tables.entries()) {
      const rewrite = mask(table);
      if (rewrite === undefined) continue;
      const columns = sqlColumns(table.columns);
      await trx.raw(
        `CREATE TEMPORARY TABLE masked_${number} ON COMMIT DROP AS SELECT ${columns} FROM ${sqlName(table)} WITH NO DATA`,
      );
      const rows = reader.copyOut(
        `COPY (SELECT ${columns} FROM ${sqlName(table)} WHERE tenant_id = ${tenant}) TO STDOUT`,
      );
      await session.copyIn(`COPY pg_temp.masked_${number} (${columns}) FROM STDIN`, rewritten(rows, rewrite));
      masked.set(table, `pg_temp.masked_${number}`);
      progress.rows(`${table.schema}.${table.name}`, 0, (0.4 * number) / tables.length);
    }
  } finally {
    await reader.close();
  }
  return masked;
}

async function* rewritten(rows: AsyncIterable<Uint8Array>, rewrite: MaskLines): AsyncGenerator<Buffer> {
  for await (const block of lineBlocks(rows, BLOCK)) yield rewrite(block);
}

async function insertTenant(
  trx: Knex,
  { from, id, as }: { readonly from: string; readonly id: string; readonly as: string },
): Promise<void> {
  const { rows } = await trx.raw<{ rows: { column: string }[] }>(
    `SELECT attname::text AS "column" FROM pg_attribute
     WHERE attrelid = 'sys_tenants'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
  );
  const columns = rows.map(({ column }) => column);
  const given: Record<string, string> = { id: `${id}::bigint`, slug: `'${as}'`, domain: 'NULL' };
  await trx.raw(
    `INSERT INTO sys_tenants (${sqlColumns(columns)}) OVERRIDING SYSTEM VALUE
     SELECT ${columns.map((column) => given[column] ?? sqlColumns([column])).join(', ')} FROM sys_tenants WHERE id = ${from}`,
  );
}
