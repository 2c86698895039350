import { Problem } from '@erp/kit/problem';
import { sqlColumns, sqlText } from '../database/sql-name.ts';
import type { Knex } from '../database/transaction.ts';
import type { ArchivedTenant, TableRows } from '../files/manifest.ts';
import type { TenantPlace } from './import-checks.ts';
import { matchPeople, type People } from './import-people.ts';

/** A table of the archive with where its rows wait. */
export interface Waiting {
  readonly table: TableRows;
  /** The temporary table that holds them. */
  readonly temporary: string;
}

/**
 * Brings what a tenant has in tables that all tenants share: itself, its people, and the numbers that the permissions of
 * its roles have here, in the temporary table `import_permissions`.
 *
 * @throws {Problem} `tenant_domain_taken`, `tenant_person_conflict`, `tenant_permission_unknown`.
 */
export async function importShared(
  trx: Knex,
  archived: ArchivedTenant,
  place: TenantPlace,
  tables: readonly Waiting[],
): Promise<{ readonly people: People; readonly notes: readonly string[] }> {
  const named = (schema: string, name: string) =>
    tables.find(({ table }) => table.schema === schema && table.name === name && table.rows > 0);
  const required = (name: string) => {
    const found = named('public', name);
    if (found === undefined) throw new Error(`The archive has no rows of ${name}.`);
    return found;
  };
  const notes = [...place.notes, ...(await insertTenant(trx, archived, place, required('sys_tenants')))];
  await mapPermissions(trx, named('public', 'sys_permissions'));
  const from = ({ table, temporary }: Waiting) => ({ temporary, columns: table.columns });
  const accounts = named('auth', 'users');
  const users = named('public', 'sys_users');
  if (users === undefined) return { people: { matched: 0, added: 0, renumbered: 0, withoutLogin: 0 }, notes };
  const people = await matchPeople(trx, {
    users: from(users),
    accounts: accounts && from(accounts),
    tenant: { there: archived.id, here: place.id },
  });
  if (people.withoutLogin > 0)
    notes.push(
      `${people.withoutLogin} people have no login here: the login service does not know their accounts`,
    );
  return { people, notes };
}

/** @throws {Problem} `tenant_domain_taken`. */
async function insertTenant(
  trx: Knex,
  archived: ArchivedTenant,
  { id, slug }: TenantPlace,
  { table, temporary }: Waiting,
): Promise<string[]> {
  const { rows } = await trx.raw<{ rows: { domain: string; owner: string }[] }>(
    `SELECT o.domain, o.slug AS owner FROM ${temporary} t JOIN sys_tenants o ON o.domain = t.domain AND o.deleted_at IS NULL`,
  );
  const [taken] = rows;
  if (taken !== undefined && slug === archived.slug) throw domainTaken(taken);
  const given: Record<string, string> = {
    id: `${id}::bigint`,
    slug: sqlText(slug),
    ...(taken && { domain: 'NULL' }),
  };
  const values = table.columns.map((column) => given[column] ?? `t.${sqlColumns([column])}`);
  await trx.raw(
    `INSERT INTO sys_tenants (${sqlColumns(table.columns)}) OVERRIDING SYSTEM VALUE SELECT ${values.join(', ')} FROM ${temporary} t`,
  );
  return taken === undefined ? [] : [`the domain ${taken.domain} stays with ${taken.owner}`];
}

/** @throws {Problem} `tenant_permission_unknown`. */
async function mapPermissions(trx: Knex, permissions: Waiting | undefined): Promise<void> {
  if (permissions === undefined) return;
  await trx.raw(
    `CREATE TEMPORARY TABLE import_permissions ON COMMIT DROP AS
     SELECT i.id AS there, p.id AS here, i.key FROM ${permissions.temporary} i LEFT JOIN sys_permissions p ON p.key = i.key`,
  );
  const { rows } = await trx.raw<{ rows: { key: string }[] }>(
    'SELECT key FROM pg_temp.import_permissions WHERE here IS NULL ORDER BY key',
  );
  if (rows.length === 0) return;
  throw new Problem({
    code: 'tenant_permission_unknown',
    message: `Roles of the tenant hold permissions that this database does not know: ${rows.map(({ key }) => key).join(', ')}.`,
    hint: 'Nothing was kept. pnpm migrate brings the permissions of this checkout.',
  });
}

function domainTaken({ domain, owner }: { readonly domain: string; readonly owner: string }): Problem {
  return new Problem({
    code: 'tenant_domain_taken',
    message: `The domain ${domain} of the tenant belongs to ${owner} in this database.`,
    hint: 'Nothing was kept. Take it from that one; or import the tenant under another slug, and it comes without: --as SLUG',
  });
}
