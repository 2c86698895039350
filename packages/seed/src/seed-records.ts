import type { Session } from '@erp/engine/connection';
import { Problem } from '@erp/kit/problem';
import type { Knex } from 'knex';

/** Table under whose name it is kept what was asked for a tenant when it was begun; no factory makes its rows. */
export const TENANTS = 'sys_tenants';

/** What was seeded into one table for one tenant. */
export interface SeedRecord {
  readonly tenantId: number;
  readonly slug: string;
  readonly table: string;
  readonly domain: string;
  readonly scale: number;
  readonly rows: number;
  readonly seed: number;
  readonly until: string;
  readonly generator: string;
}

/** What was seeded and is still there. */
export interface SeedRecords {
  readonly seeded: readonly SeedRecord[];
  /** Whether something was seeded that is not there any more, since its domain was rolled back. */
  readonly lost: boolean;
}

/** Reads what was seeded. */
export async function readSeedRecords(session: Session): Promise<SeedRecords> {
  type Recorded = Omit<SeedRecord, 'tenantId' | 'rows' | 'seed'> &
    Record<'tenantId' | 'rows' | 'seed', string> & { made: boolean };
  const recorded = await session.query<Recorded>(
    `SELECT s.tenant_id AS "tenantId", t.slug, s.table_name AS "table", s.domain, s.scale, s.row_count AS rows,
       s.seed, s.until::text AS until, s.generator, to_regclass(quote_ident(s.table_name)) IS NOT NULL AS made
     FROM sys_demo_seeds s JOIN sys_tenants t ON t.id = s.tenant_id ORDER BY s.tenant_id, s.table_name`,
  );
  const made = recorded.filter((row) => row.made);
  const all = made.map((row) => ({
    ...row,
    tenantId: Number(row.tenantId),
    rows: Number(row.rows),
    seed: Number(row.seed),
  }));
  if (all.length === 0) return { seeded: [], lost: recorded.length > 0 };
  // A domain that was rolled back and migrated again is empty, whatever is recorded.
  const filled = all.filter((each) => each.rows > 0);
  const probes = filled.map(
    (each, index) =>
      `SELECT ${index} AS index WHERE EXISTS (SELECT FROM ${quoted(each.table)} WHERE tenant_id = ${each.tenantId})`,
  );
  const found =
    probes.length === 0 ? [] : await session.query<{ index: number }>(probes.join('\nUNION ALL\n'));
  const there = new Set(found.map((row) => filled[row.index]));
  const seeded = all.filter((each) => each.rows === 0 || there.has(each));
  return { seeded, lost: seeded.length < recorded.length };
}

/**
 * Records what tables now hold of tenants, in place of what was recorded of them before. The time is that of the demo:
 * two equal demos are equal to the byte, and so nothing is updated, which would stamp the time of day.
 */
export async function recordSeeds(trx: Knex, seeded: readonly Omit<SeedRecord, 'slug'>[]): Promise<void> {
  const rows = JSON.stringify(seeded);
  await trx.raw(
    `DELETE FROM sys_demo_seeds d USING jsonb_to_recordset(?::jsonb) AS r ("tenantId" bigint, "table" text)
     WHERE d.tenant_id = r."tenantId" AND d.table_name = r."table"`,
    [rows],
  );
  await trx.raw(
    `INSERT INTO sys_demo_seeds (tenant_id, table_name, domain, scale, row_count, seed, until, generator, created_at, updated_at)
     SELECT "tenantId", "table", domain, scale, rows, seed, until, generator, until, until
     FROM jsonb_to_recordset(?::jsonb) AS r ("tenantId" bigint, "table" text, domain text, scale integer, rows bigint,
       seed bigint, until date, generator text)`,
    [rows],
  );
}

/**
 * Refuses a database that holds tenants which no seed has made.
 *
 * @param slugs the demo tenants that are to be seeded.
 * @throws {Problem} `foreign_tenants`, `slug_taken`.
 */
export async function assertNoForeignTenants(
  session: Session,
  slugs: readonly string[],
  allowExistingTenants: boolean,
): Promise<void> {
  const rows = await session.query<{ slug: string; count: string }>(
    `SELECT t.slug, count(*) OVER () AS count FROM sys_tenants t
     WHERE NOT EXISTS (SELECT FROM sys_demo_seeds s WHERE s.tenant_id = t.id)
       AND t.metadata ->> 'demo' IS DISTINCT FROM 'true'
     ORDER BY t.slug = ANY ($1) DESC, t.id LIMIT 5`,
    [slugs],
  );
  const taken = rows.filter((row) => slugs.includes(row.slug)).map((row) => row.slug);
  if (taken.length > 0) {
    throw new Problem({
      code: 'slug_taken',
      message: `${taken.join(', ')}: a tenant with the slug of a demo tenant is there, and no seed has made it.`,
      hint: 'Choose others with --tenant, or give that tenant another slug.',
    });
  }
  if (rows.length === 0 || allowExistingTenants) return;
  throw new Problem({
    code: 'foreign_tenants',
    message: `This database holds ${rows[0]?.count} tenants that no seed has made.`,
    detail: `For example: ${rows.map((row) => row.slug).join(', ')}.`,
    hint: 'Demo data belongs into a database of its own. If it must be here: pnpm seed --allow-existing-tenants',
  });
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
