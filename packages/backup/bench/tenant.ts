/**
 * Copies the tenant with most orders of the database of DATABASE_URL, deletes the orders of the copy, brings them back from a
 * backup and counts what differs; then the copy is erased. Beside it the least that could be done with the same rows: a
 * plain COPY out and in again, into temporary tables without a key, an index or a check.
 *
 * Other work on the machine stretches the times. The processor seconds, of this process and the server's, it hardly
 * touches, and the ratios to the plain COPY of the same run little.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSession, type Session } from '@erp/engine/connection';
import { discoverDomains, findWorkspaceRoot } from '@erp/engine/project';
import { connectionFromEnvironment } from '@erp/postgres/connection';
import { SILENT } from '../src/database/progress.ts';
import { sqlColumns, sqlName } from '../src/database/sql-name.ts';
import { takeBackup } from '../src/take/take-backup.ts';
import { copyTenant } from '../src/tenant/copy-tenant.ts';
import { loadDisarmRules } from '../src/tenant/disarm-rows.ts';
import { eraseTenant } from '../src/tenant/erase-tenant.ts';
import { restoreTenant } from '../src/tenant/restore/restore-tenant.ts';
import { readTenantTables } from '../src/tenant/tenant-tables.ts';
import { type Cost, meterOf } from './meter.ts';

/** The audit tells of what was deleted and brought back; rows that are new there are no difference. */
const AUDIT = 'logs_human';

const settings = connectionFromEnvironment(process.env);
if (settings === undefined) throw new Error('DATABASE_URL names the database with the tenants.');
const project = await discoverDomains(findWorkspaceRoot(import.meta.dirname));
const directory = mkdtempSync(join(tmpdir(), 'erp-bench-'));
const [admin, session] = [await openSession(settings), await openSession(settings)];
const measured = meterOf(admin);
const as = `bench-${process.pid}`;
const quiet = { progress: SILENT, waits() {} };

try {
  const [largest] = await session.query<{ id: string; slug: string }>(
    `SELECT t.id::text, t.slug FROM sys_tenants t LEFT JOIN orders o ON o.tenant_id = t.id
     WHERE t.deleted_at IS NULL GROUP BY t.id ORDER BY count(o.id) DESC LIMIT 1`,
  );
  if (largest === undefined) throw new Error('There is no tenant. pnpm seed makes some.');
  const [plain] = await measured(() => copyOutAndIn(session, largest.id));
  const disarm = await loadDisarmRules(project, session);
  const [copy, made] = await measured(() =>
    copyTenant({ session, slug: largest.slug, as, disarm, ...quiet }),
  );
  try {
    console.log(`${largest.slug}: ${made.rows.toLocaleString('en-US')} rows`);
    show('COPY out and in', plain, plain);
    show('copy', copy, plain);
    const backup = await takeBackup(session, project, { directory, jobs: 2, progress: SILENT });
    const [deletion] = await measured(() =>
      session.query('DELETE FROM orders WHERE tenant_id = $1', [made.id]),
    );
    show('DELETE of its orders', deletion, plain);
    const run = { session, backup, slug: as, changed: false, ...quiet };
    const [restore, found] = await measured(() => restoreTenant({ ...run, only: ['orders'], dryRun: false }));
    show('restore', restore, plain);
    const after = await restoreTenant({ ...run, dryRun: true });
    const rows = (of: (each: (typeof found.tables)[number]) => number) =>
      found.tables.reduce((sum, each) => sum + of(each), 0).toLocaleString('en-US');
    const left = after.tables
      .filter(({ table }) => table !== AUDIT)
      .reduce((sum, { missing, changedSince, newSince }) => sum + missing + changedSince + newSince, 0);
    console.log(
      `${rows((each) => each.rows)} rows came back and ${rows(({ changed }) => changed)} others were changed back; ${left} differ now`,
    );
    if (left > 0) process.exitCode = 1;
  } finally {
    await eraseTenant({ session, slug: as, ...quiet });
  }
} finally {
  await session.close();
  await admin.close();
  rmSync(directory, { recursive: true });
}

async function copyOutAndIn(session: Session, tenant: string): Promise<void> {
  for (const table of await readTenantTables(session)) {
    const columns = sqlColumns(table.columns);
    await session.query(
      `CREATE TEMPORARY TABLE plain AS SELECT ${columns} FROM ${sqlName(table)} WITH NO DATA`,
    );
    const rows: Uint8Array[] = [];
    const out = `COPY (SELECT ${columns} FROM ${sqlName(table)} WHERE tenant_id = ${tenant}) TO STDOUT`;
    for await (const block of session.copyOut(out)) rows.push(block);
    await session.copyIn(`COPY plain (${columns}) FROM STDIN`, each(rows));
    await session.query('DROP TABLE plain');
  }
}

function show(title: string, { seconds, processor }: Cost, beside: Cost): void {
  const ratio = (value: number, of: number) => `${(value / of).toFixed(1)} ×`.padStart(8);
  console.log(
    `${title.padEnd(22)}${seconds.toFixed(2).padStart(8)} s${ratio(seconds, beside.seconds)}` +
      `   processor ${processor.toFixed(2).padStart(7)} s${ratio(processor, beside.processor)}`,
  );
}

async function* each<Value>(values: readonly Value[]): AsyncGenerator<Value> {
  yield* values;
}
