import type { Session } from '@erp/engine/connection';
import { tableTransaction } from '@erp/seed/table-transaction';
import type { CopyProgress } from '../database/progress.ts';
import { sqlName } from '../database/sql-name.ts';
import type { Knex } from '../database/transaction.ts';
import type { ArchivedTenant } from '../files/manifest.ts';
import { findTenant } from './select-tenant.ts';
import { readTenantTables, type TenantTable } from './tenant-tables.ts';

/** Rows that go in one transaction: locks are held for so long, and a kill takes back no more. */
const BATCH = 10_000;

/** What a tenant is erased with. */
export interface EraseRun {
  readonly session: Session;
  readonly slug: string;
  /** Rows that go in one transaction; 10,000 when not given. */
  readonly batch?: number | undefined;
  readonly progress: CopyProgress;
  /** Told for whom it waits. */
  readonly waits: (who: string) => void;
}

/** What an erasure takes away. */
export interface TenantErasure {
  readonly tenant: ArchivedTenant;
  /** Rows of it, those of months in schema archive among them. */
  readonly rows: number;
  /** People who belong to no other tenant. */
  readonly people: number;
  /** Whether the login service keeps accounts that are its own to remove. */
  readonly accountsStay: boolean;
}

/**
 * Counts what `eraseTenant` would take away.
 *
 * @throws {Problem} `tenant_unknown`, `backup_blind`.
 */
export async function describeErasure(session: Session, slug: string): Promise<TenantErasure> {
  const { id, name } = await findTenant(session, slug);
  const tables = await readTenantTables(session);
  const [counted] = await session.query<{ rows: string }>(
    `SELECT ${tables.map((table) => `(SELECT count(*) FROM ${sqlName(table)} WHERE tenant_id = ${id})`).join(' + ')} AS rows`,
  );
  const [people] = await session.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (${leaving(id)}) p`,
  );
  const [login] = await session.query<{ standIn: boolean }>(STAND_IN);
  return {
    tenant: { id, slug, name },
    rows: Number(counted?.rows ?? 0),
    people: people?.count ?? 0,
    accountsStay: login?.standIn !== true,
  };
}

/**
 * Erases a tenant: every row of it, months in schema archive too, and the people who belong to no other tenant. The tenant
 * is suspended first; then rows go in batches that are committed one by one, so a killed run leaves a suspended tenant, and
 * the next run goes on with it. Who belonged to it alone goes with the last batch.
 *
 * @throws {Problem} `tenant_unknown`, `backup_blind`, `table_locked`, `sql_failed`.
 */
export async function eraseTenant(run: EraseRun): Promise<TenantErasure> {
  const { session, slug, batch = BATCH, progress, waits } = run;
  const erasure = await describeErasure(session, slug);
  const { id } = erasure.tenant;
  const waiting = {
    what: `Erasing ${slug}`,
    next: `The tenant is suspended, and what went so far is gone. Go on with: pnpm erp tenant erase ${slug}`,
    waits,
  };
  const tables = await readTenantTables(session);
  let more = true;
  for (let batches = 0; more; batches += 1) {
    progress.rows(slug, batches * batch, Math.min(0.99, (batches * batch) / (erasure.rows || 1)));
    more = await tableTransaction(session, waiting, (trx) => eraseBatch(trx, erasure.tenant, tables, batch));
    if (more && batches === 0) progress.stage(`Erasing ${slug} …`);
  }
  await assertGone(session, id, tables);
  return erasure;
}

/** @returns whether something is left. */
async function eraseBatch(
  trx: Knex,
  { id, slug }: ArchivedTenant,
  tables: readonly TenantTable[],
  batch: number,
): Promise<boolean> {
  // Months in schema archive hang on nothing: they go one by one, before what is left of the tenant.
  const { rows } = await trx.raw<{ rows: { status: string }[] }>(
    'SELECT status FROM sys_tenants WHERE id = ?',
    [id],
  );
  if (rows[0]?.status !== 'active')
    for (const table of tables.filter(({ schema }) => schema === 'archive')) {
      const gone = await trx.raw<{ rowCount: number }>(
        `DELETE FROM ${sqlName(table)} WHERE ctid IN (SELECT ctid FROM ${sqlName(table)} WHERE tenant_id = ${id} LIMIT ${batch})`,
      );
      if (gone.rowCount > 0) return true;
    }
  await trx.raw(`CREATE TEMPORARY TABLE leaving_people ON COMMIT DROP AS ${leaving(id)}`);
  const done = await trx.raw<{ rows: { done: boolean }[] }>(
    'SELECT app.erase_tenant_batch(?::bigint, ?, ?) AS done',
    [id, slug, batch],
  );
  if (done.rows[0]?.done !== true) return true;
  await trx.raw('DELETE FROM sys_users WHERE id IN (SELECT id FROM pg_temp.leaving_people)');
  const login = await trx.raw<{ rows: { standIn: boolean }[] }>(STAND_IN);
  if (login.rows[0]?.standIn === true)
    await trx.raw('DELETE FROM auth.users WHERE id IN (SELECT auth_user_id FROM pg_temp.leaving_people)');
  return false;
}

/** People who are members of a tenant and of no other. */
function leaving(tenant: string): string {
  return `SELECT u.id, u.auth_user_id FROM public.sys_users u
    WHERE EXISTS (SELECT FROM public.sys_tenant_members m WHERE m.user_id = u.id AND m.tenant_id = ${tenant})
      AND NOT EXISTS (SELECT FROM public.sys_tenant_members m WHERE m.user_id = u.id AND m.tenant_id <> ${tenant})`;
}

async function assertGone(session: Session, tenant: string, tables: readonly TenantTable[]): Promise<void> {
  const left = await session.query<{ table: string }>(
    tables
      .map(
        (table) =>
          `SELECT '${table.schema}.${table.name}' AS "table" WHERE EXISTS (SELECT FROM ${sqlName(table)} WHERE tenant_id = ${tenant})`,
      )
      .join('\nUNION ALL\n'),
  );
  if (left.length > 0)
    throw new Error(`Rows of the tenant are left in ${left.map(({ table }) => table).join(', ')}.`);
}

/** Whether accounts are kept by a stand-in of a login service, which has nobody else to remove them. */
const STAND_IN = `SELECT coalesce(obj_description(to_regnamespace('auth'), 'pg_namespace') ~ '^Stand-in', false) AS "standIn"`;
