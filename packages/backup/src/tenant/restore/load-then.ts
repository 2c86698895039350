import type { Session } from '@erp/engine/connection';
import { didYouMean } from '@erp/kit/did-you-mean';
import { Problem } from '@erp/kit/problem';
import type { CopyProgress } from '../../database/progress.ts';
import { sqlColumns, sqlName } from '../../database/sql-name.ts';
import type { Knex } from '../../database/transaction.ts';
import { fieldsOf, linesWith } from '../../files/copy-text.ts';
import type { ArchivedTenant, TableRows } from '../../files/manifest.ts';
import { type Backup, linesOf } from '../../files/read-backup.ts';

/** A table of the backup, and where the tenant's rows of it wait. */
export interface ThenTable {
  readonly table: TableRows;
  /** The temporary table. */
  readonly then: string;
}

/** Tables that all tenants share, and that rows of a tenant point at. */
const SHARED = ['sys_users', 'sys_permissions'];

/**
 * Finds a tenant in a backup of a whole database, or in the archive of one tenant.
 *
 * @throws {Problem} `tenant_not_in_backup`.
 */
export async function tenantIn(backup: Backup, slug: string): Promise<ArchivedTenant> {
  const { manifest } = backup;
  if (manifest.tenant?.slug === slug) return manifest.tenant;
  const found = manifest.tenant === undefined ? await tenantsOf(backup) : [manifest.tenant];
  const tenant = found.find((each) => each.slug === slug);
  if (tenant !== undefined) return tenant;
  const slugs = found.map((each) => each.slug);
  throw new Problem({
    code: 'tenant_not_in_backup',
    message: `${slug}: no such tenant is in ${manifest.name}.`,
    detail: `There are: ${slugs.slice(0, 20).join(', ') || 'none'}.`,
    hint: `Nothing was changed. ${didYouMean(slug, slugs)}pnpm erp backup list shows other backups.`,
  });
}

async function tenantsOf(backup: Backup): Promise<ArchivedTenant[]> {
  const table = backup.manifest.tables.find(
    ({ schema, name }) => schema === 'public' && name === 'sys_tenants',
  );
  if (table === undefined) return [];
  const at = (column: string) => table.columns.indexOf(column);
  const found: ArchivedTenant[] = [];
  for await (const block of linesOf(backup, table.chunks))
    for (const line of block.toString('utf8').trimEnd().split('\n')) {
      const fields = fieldsOf(line);
      const [id, slug, name] = [fields[at('id')], fields[at('slug')], fields[at('name')]];
      if (id == null || slug == null || fields[at('deleted_at')] !== null) continue;
      found.push({ id, slug, name: name ?? slug });
    }
  return found;
}

/**
 * Copies a tenant's rows, and the shared rows that they may point at, out of a backup into temporary tables.
 *
 * @returns the tables by name; those of schema public alone.
 */
export async function loadThen(
  session: Session,
  trx: Knex,
  backup: Backup,
  tenant: ArchivedTenant,
  progress: CopyProgress,
): Promise<ReadonlyMap<string, ThenTable>> {
  const tables = backup.manifest.tables.filter(
    ({ schema, name, columns }) =>
      schema === 'public' && (columns.includes('tenant_id') || SHARED.includes(name)),
  );
  const loaded = new Map<string, ThenTable>();
  for (const [number, table] of tables.entries()) {
    const columns = sqlColumns(table.columns);
    const then = `pg_temp.then_${number}`;
    await trx.raw(
      `CREATE TEMPORARY TABLE then_${number} ON COMMIT DROP AS SELECT ${columns} FROM ${sqlName(table)} WITH NO DATA`,
    );
    if (table.rows > 0)
      await session.copyIn(`COPY ${then} (${columns}) FROM STDIN`, ownLines(backup, table, tenant.id));
    loaded.set(table.name, { table, then });
    progress.rows(`${table.schema}.${table.name}`, table.rows, (0.4 * number) / tables.length);
  }
  return loaded;
}

async function* ownLines(backup: Backup, table: TableRows, tenant: string): AsyncGenerator<Buffer> {
  const place = table.columns.indexOf('tenant_id');
  for await (const block of linesOf(backup, table.chunks)) {
    const own = place < 0 ? block : linesWith(block, place, tenant);
    if (own.length > 0) yield own;
  }
}
