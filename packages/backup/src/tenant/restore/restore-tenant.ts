import type { Session } from '@erp/engine/connection';
import { didYouMean } from '@erp/kit/did-you-mean';
import { Problem } from '@erp/kit/problem';
import { tableTransaction } from '@erp/seed/table-transaction';
import type { CopyProgress } from '../../database/progress.ts';
import { sqlColumns } from '../../database/sql-name.ts';
import type { Knex } from '../../database/transaction.ts';
import type { ArchivedTenant, Manifest } from '../../files/manifest.ts';
import type { Backup } from '../../files/read-backup.ts';
import { assertSameLedger } from '../import-checks.ts';
import { addPeople, identifyPeople } from '../import-people.ts';
import { lockTables } from '../lock-tables.ts';
import { personColumns } from '../person-columns.ts';
import { findTenant } from '../select-tenant.ts';
import { readTenantTables, type TenantTable } from '../tenant-tables.ts';
import { bringBack, countChosen, type Restored } from './bring-back.ts';
import { chooseRows, type Wish } from './choose-rows.ts';
import { type ChangedValue, type ComparedTable, changedValues, compareRows } from './compare-rows.ts';
import { loadThen, type ThenTable, tenantIn } from './load-then.ts';
import { leaveAwayMonths } from './months-away.ts';

/** Changed rows of a table of which the values are shown. */
const SHOWN = 5;

/** What rows of a tenant are brought back with. */
export interface TenantRestoreRun extends Wish {
  readonly session: Session;
  /** A backup of the database, or an archive of the tenant. */
  readonly backup: Backup;
  readonly slug: string;
  /** Look and change nothing. */
  readonly dryRun: boolean;
  readonly progress: CopyProgress;
  /** Told for whom it waits. */
  readonly waits: (who: string) => void;
}

/** A table whose rows then and now are not the same, and what comes back. */
export interface TableDifference extends Restored {
  readonly table: string;
  readonly missing: number;
  readonly changedSince: number;
  readonly newSince: number;
  readonly values: readonly ChangedValue[];
}

/** What was, or would be, brought back. */
export interface TenantRestore {
  readonly tenant: ArchivedTenant;
  readonly takenAt: string;
  readonly tables: readonly TableDifference[];
  /** People who were gone, and are needed. */
  readonly people: number;
  readonly notes: readonly string[];
}

/**
 * Brings rows of a tenant back as they were in a backup, in one transaction, while other tenants are at work. Compares
 * every table of the tenant, chooses what comes back (see `chooseRows`), and reads it back.
 *
 * @throws {Problem} `tenant_unknown`, `tenant_not_in_backup`, `tenant_other_schema`, `tenant_table_unknown`,
 *   `tenant_person_conflict`, `tenant_restore_conflict`, `tenant_differs`, `backup_blind`, `table_locked`, `sql_failed`.
 */
export async function restoreTenant(run: TenantRestoreRun): Promise<TenantRestore> {
  const { session, backup, slug, waits } = run;
  await assertSameLedger(session, backup.manifest);
  const here = await findTenant(session, slug);
  const there = await tenantIn(backup, slug);
  assertTables(backup.manifest, run.only ?? []);
  const open = (await readTenantTables(session)).filter(({ schema }) => schema === 'public');
  const waiting = { what: `Restoring ${slug}`, next: 'Nothing was changed. Run the command again.', waits };
  const undone = new DryRun();
  try {
    await tableTransaction(session, waiting, async (trx) => {
      undone.found = await restoreWithin(run, trx, { here, there, open });
      if (run.dryRun) throw undone;
    });
  } catch (error) {
    if (error !== undone) throw inTheWay(slug, error);
  }
  return undone.found as TenantRestore;
}

/** Ends the transaction of a dry run, with what was found in it. */
class DryRun extends Error {
  found: TenantRestore | undefined;
}

interface Places {
  readonly here: ArchivedTenant;
  readonly there: ArchivedTenant;
  /** The tables with rows of tenants, months in schema archive aside. */
  readonly open: readonly TenantTable[];
}

async function restoreWithin(run: TenantRestoreRun, trx: Knex, places: Places): Promise<TenantRestore> {
  const { session, backup, progress } = run;
  const { here, there, open } = places;
  progress.stage('Reading the backup …');
  const loaded = await loadThen(session, trx, backup, there, progress);
  // Nobody writes until it is done, so that what was compared is what is changed.
  if (!run.dryRun) await lockTables(trx, open);
  progress.stage('Comparing …');
  // Statistics tell of neither what is temporary nor what was lost; all of it is joined whole.
  await trx.raw("SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '64MB'; SET LOCAL jit = off");
  const own = [...loaded.values()].filter(({ table }) => table.columns.includes('tenant_id'));
  const notes = await leaveAwayMonths(trx, own, backup.manifest.months);
  const select = await selectAsHere(trx, loaded, { here, there });
  const tables = await compareRows(trx, own, { tenant: here.id, select });
  await chooseRows(trx, tables, run);
  const chosen = await countChosen(trx, tables);
  const differences: TableDifference[] = [];
  for (const table of tables)
    differences.push({
      ...(chosen.get(table.name) as Restored),
      ...{ table: table.name, missing: table.missing, changedSince: table.changed, newSince: table.new },
      values: table.changed === 0 ? [] : await changedValues(trx, table, here.id, SHOWN),
    });
  const people = await peopleNeeded(trx, loaded, tables, { here, there });
  const erased = await erasedSince(trx, tables);
  if (!run.dryRun) {
    progress.stage('Bringing rows back …');
    await bringBack(trx, tables, chosen, here.id);
  }
  const { id, slug, name } = here;
  const { takenAt } = backup.manifest;
  return { tenant: { id, slug, name }, takenAt, tables: differences, people, notes: [...notes, ...erased] };
}

/** How rows of then read here: with the numbers that tenant, people and permissions have here. */
async function selectAsHere(
  trx: Knex,
  loaded: ReadonlyMap<string, ThenTable>,
  { here, there }: Pick<Places, 'here' | 'there'>,
): Promise<(then: ThenTable) => string> {
  const [users, members, permissions] = ['sys_users', 'sys_tenant_members', 'sys_permissions'].map((name) =>
    loaded.get(name),
  );
  let persons: ReadonlySet<string> = new Set();
  if (users !== undefined && members !== undefined) {
    await trx.raw(`DELETE FROM ${users.then} WHERE id NOT IN (SELECT user_id FROM ${members.then})`);
    if ((await identifyPeople(trx, users.then)).renumbered) persons = await personColumns(trx);
  }
  const permission = `(SELECT p.id FROM sys_permissions p JOIN ${permissions?.then} o ON o.key = p.key WHERE o.id = i.permission_id)`;
  const read = (table: string, column: string) => {
    const given = `i.${sqlColumns([column])}`;
    if (column === 'tenant_id' && here.id !== there.id) return `${here.id}::bigint AS tenant_id`;
    if (persons.has(`${table}.${column}`))
      return `(SELECT p.here FROM pg_temp.import_people p WHERE p.there = ${given}) AS ${sqlColumns([column])}`;
    if (table === 'sys_role_permissions' && column === 'permission_id')
      return `${permission} AS permission_id`;
    return given;
  };
  return ({ table, then }) =>
    `SELECT ${table.columns.map((column) => read(table.name, column)).join(', ')} FROM ${then} i`;
}

/** Adds the people whose membership comes back and who are gone. */
async function peopleNeeded(
  trx: Knex,
  loaded: ReadonlyMap<string, ThenTable>,
  tables: readonly ComparedTable[],
  { here, there }: Pick<Places, 'here' | 'there'>,
): Promise<number> {
  const users = loaded.get('sys_users');
  const members = tables.find(({ name }) => name === 'sys_tenant_members');
  if (users === undefined || members === undefined || members.missing === 0) return 0;
  const wanted = `p.here IN (SELECT user_id FROM ${members.differing} WHERE "~back")`;
  const { rows } = await trx.raw<{ rows: { count: number }[] }>(
    `SELECT count(*)::int AS count FROM pg_temp.import_people p WHERE p.is_new AND ${wanted}`,
  );
  if (rows[0]?.count === 0) return 0;
  await addPeople(
    trx,
    {
      users: { temporary: users.then, columns: users.table.columns },
      accounts: undefined,
      tenant: { there: there.id, here: here.id },
    },
    wanted,
  );
  return rows[0]?.count ?? 0;
}

/** A person whose data was erased since may come back with rows: somebody has to erase again. */
async function erasedSince(trx: Knex, tables: readonly ComparedTable[]): Promise<string[]> {
  const keys = tables.find(({ name }) => name === 'crm_personal_keys');
  if (keys === undefined || keys.changed === 0) return [];
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(
    `SELECT id::text FROM ${keys.differing} WHERE "~state" = 'changed' AND 'erased_at' = ANY ("~differs") ORDER BY id`,
  );
  if (rows.length === 0) return [];
  const shown = rows.slice(0, SHOWN).map(({ id }) => id);
  return [
    `${rows.length} people were erased since (${shown.join(', ')}${rows.length > SHOWN ? ' …' : ''}); what comes back may name them: app.erase_person again`,
  ];
}

/** @throws {Problem} `tenant_table_unknown`. */
function assertTables({ tables }: Manifest, only: readonly string[]): void {
  const names = tables.filter(({ columns }) => columns.includes('tenant_id')).map(({ name }) => name);
  const unknown = only.filter((name) => !names.includes(name));
  const [first] = unknown;
  if (first === undefined) return;
  throw new Problem({
    code: 'tenant_table_unknown',
    message: `${unknown.join(', ')}: no such table with rows of tenants.`,
    hint: `Nothing was changed. ${didYouMean(first, names)}docs/tables.md lists the tables.`,
  });
}

/** What stands against a row that was there once is one that came since, or a rule of another table. */
function inTheWay(slug: string, error: unknown): unknown {
  const { cause } = error as { cause?: { code?: string; detail?: string; table?: string } };
  if (!(error instanceof Problem) || error.code !== 'sql_failed' || !/^23/.test(cause?.code ?? ''))
    return error;
  return new Problem({
    code: 'tenant_restore_conflict',
    message: `Rows of ${slug} that came since stand against what was to come back: ${error.message}`,
    detail: cause?.detail ?? error.detail,
    hint: `Nothing was changed. Look at what is new (pnpm erp tenant restore ${slug} --from … --dry-run); change or remove that row, or leave its table out with --only.`,
    cause: error,
  });
}
