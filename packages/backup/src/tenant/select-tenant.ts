import type { Session } from '@erp/engine/connection';
import { didYouMean } from '@erp/kit/did-you-mean';
import { Problem } from '@erp/kit/problem';
import { sqlName, sqlText } from '../database/sql-name.ts';
import type { ArchivedTenant } from '../files/manifest.ts';
import type { MaskTables } from '../mask/mask-rows.ts';
import type { Snapshot, SnapshotTable, TenantSelection } from '../take/snapshot.ts';

/** A tenant of a database, as a person looks for one. */
export interface TenantLine extends ArchivedTenant {
  readonly status: string;
  readonly members: number;
}

/** The tenants of a database that were not deleted. */
export async function listTenants(session: Session): Promise<TenantLine[]> {
  return session.query<TenantLine>(
    `SELECT t.id::text, t.slug, t.name, t.status, count(m.user_id)::int AS members
     FROM sys_tenants t LEFT JOIN sys_tenant_members m ON m.tenant_id = t.id
     WHERE t.deleted_at IS NULL GROUP BY t.id ORDER BY t.id`,
  );
}

/**
 * The tenant with a slug.
 *
 * @throws {Problem} `tenant_unknown`.
 */
export async function findTenant(session: Session, slug: string): Promise<TenantLine> {
  const tenants = await listTenants(session);
  const found = tenants.find((tenant) => tenant.slug === slug);
  if (found === undefined) throw unknown(slug, tenants);
  return found;
}

/**
 * Chooses the rows of a tenant: those that carry its number, in months that were put away too, and of shared tables what they point at: the tenant itself,
 * the people who are members, their accounts, and the permissions of its roles, which have other numbers elsewhere.
 *
 * @param mask replaces what is personal.
 * @throws {Problem} `tenant_unknown`.
 */
export async function selectTenant(
  session: Session,
  snapshot: Snapshot,
  slug: string,
  mask?: MaskTables,
): Promise<TenantSelection> {
  const { id, name } = await findTenant(session, slug);
  const people = `SELECT user_id FROM public.sys_tenant_members WHERE tenant_id = ${id}`;
  const shared: Record<string, string> = {
    'public.sys_tenants': `id = ${id}`,
    'public.sys_users': `id IN (${people})`,
    'auth.users': `id IN (SELECT auth_user_id FROM public.sys_users WHERE id IN (${people}))`,
    'public.sys_permissions': `id IN (SELECT permission_id FROM public.sys_role_permissions WHERE tenant_id = ${id})`,
  };
  const whereOf = ({ schema, name: table, columns }: SnapshotTable) =>
    shared[`${schema}.${table}`] ??
    (/^(?:public|archive)$/.test(schema) && columns.includes('tenant_id') ? `tenant_id = ${id}` : undefined);
  const away = await monthsWithRows(session, snapshot, id);
  const tables = snapshot.tables.flatMap((table) => {
    const where = whereOf(table);
    if (where === undefined || (table.schema === 'archive' && !away.has(table.name))) return [];
    return [{ ...table, where, rewrite: mask?.(table) }];
  });
  const { facts } = snapshot;
  const months = facts.months.filter(({ archived, partition }) => !archived || away.has(partition));
  return {
    tenant: { id, slug, name },
    masked: mask !== undefined,
    snapshot: { ...snapshot, tables, facts: { ...facts, months, leftOut: [], sequences: [] } },
  };
}

/** The months in schema archive that hold rows of a tenant; the others are no part of it. */
async function monthsWithRows(
  session: Session,
  { tables }: Snapshot,
  tenant: string,
): Promise<ReadonlySet<string>> {
  const away = tables.filter(({ schema, columns }) => schema === 'archive' && columns.includes('tenant_id'));
  if (away.length === 0) return new Set();
  const found = await session.query<{ name: string }>(
    away
      .map(
        (table) =>
          `SELECT ${sqlText(table.name)} AS name WHERE EXISTS (SELECT FROM ${sqlName(table)} WHERE tenant_id = ${tenant})`,
      )
      .join('\nUNION ALL\n'),
  );
  return new Set(found.map(({ name }) => name));
}

function unknown(slug: string, tenants: readonly TenantLine[]): Problem {
  const slugs = tenants.map((tenant) => tenant.slug);
  return new Problem({
    code: 'tenant_unknown',
    message: `${slug}: no such tenant is in this database.`,
    detail: `There are: ${slugs.slice(0, 20).join(', ') || 'none'}.`,
    hint: `${didYouMean(slug, slugs)}pnpm erp tenant list shows them.`,
  });
}
