import type { Catalog, CatalogSession, CatalogTable } from './catalog.ts';

/** A few rows of a table, as texts. */
export interface Sample {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** A tenant of the demo and the person who looks at it. */
export interface DemoTenant {
  readonly id: string;
  readonly slug: string;
  readonly user: string;
}

const ROWS = 5;
/** Longer values are cut: a sample shows what is there, not all of it. */
const LENGTH = 120;

/** The first tenant of the demo with its first owner, where the database has one. */
export async function findDemoTenant(session: CatalogSession): Promise<DemoTenant | undefined> {
  const [found] = await session.query<DemoTenant>(
    `SELECT t.id::text AS id, t.slug, min(u.user_id)::text AS "user"
       FROM public.sys_tenants t
       JOIN public.sys_roles r ON r.tenant_id = t.id AND r.template_key = 'owner'
       JOIN public.sys_user_roles u ON u.tenant_id = t.id AND u.role_id = r.id
      WHERE t.metadata ->> 'demo' = 'true' GROUP BY t.id, t.slug ORDER BY t.id LIMIT 1`,
  );
  return found;
}

/**
 * The first rows of every table. Rows of real tenants are never read: tenant tables show those of the demo tenant, shared
 * tables theirs only where all tenants are of the demo.
 */
export async function readSamples(
  session: CatalogSession,
  catalog: Catalog,
  tenant: DemoTenant | undefined,
): Promise<ReadonlyMap<string, Sample>> {
  const samples = new Map<string, Sample>();
  if (tenant === undefined) return samples;
  const [others] = await session.query<{ real: boolean }>(
    `SELECT EXISTS (SELECT FROM public.sys_tenants WHERE metadata ->> 'demo' IS DISTINCT FROM 'true') AS "real"`,
  );
  for (const table of catalog.tables) {
    if (table.kind === 'view' || (table.kind === 'shared' && others?.real !== false)) continue;
    const sample = await readSample(session, catalog, table, tenant);
    if (sample.rows.length > 0) samples.set(table.name, sample);
  }
  return samples;
}

async function readSample(
  session: CatalogSession,
  catalog: Catalog,
  table: CatalogTable,
  tenant: DemoTenant,
): Promise<Sample> {
  const columns = catalog.columns.filter((each) => each.table === table.name).map(({ name }) => name);
  const key = catalog.constraints.find((each) => each.table === table.name && each.kind === 'primary');
  const values = columns.map((column) => `left(x.${column}::text, ${LENGTH + 1})`).join(', ');
  const order = (key?.columns ?? columns).map((column) => `x.${column}`).join(', ');
  // Of a partitioned table too, tenant_id is part of every key.
  const where = columns.includes('tenant_id') ? `WHERE x.tenant_id = $1` : 'WHERE $1::bigint IS NOT NULL';
  const rows = await session.query<{ row: (string | null)[] }>(
    `SELECT ARRAY[${values}] AS row FROM public.${table.name} x ${where} ORDER BY ${order} LIMIT ${ROWS}`,
    [tenant.id],
  );
  return { columns, rows: rows.map(({ row }) => row.map(shorten)) };
}

function shorten(value: string | null): string | null {
  return value === null || value.length <= LENGTH ? value : `${value.slice(0, LENGTH)}…`;
}
