import { Problem } from '@erp/kit/problem';
import type { Knex } from '../database/transaction.ts';

/** Takes the next number that no tenant has; the sequence may be behind what was imported with its number. */
export async function nextTenantNumber(trx: Knex): Promise<string> {
  await trx.raw(
    `SELECT setval(s.name, m.last) FROM (SELECT pg_get_serial_sequence('public.sys_tenants', 'id') AS name) s,
       (SELECT max(id) AS last FROM sys_tenants) m
     WHERE m.last > coalesce(pg_sequence_last_value(s.name), 0)`,
  );
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(
    "SELECT nextval(pg_get_serial_sequence('public.sys_tenants', 'id'))::text AS id",
  );
  return rows[0]?.id ?? '';
}

/**
 * Makes sure that no living tenant has a slug.
 *
 * @param next the command that gives another one.
 * @throws {Problem} `tenant_slug_taken`.
 */
export async function assertSlugFree(trx: Knex, slug: string, next: string): Promise<void> {
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(
    'SELECT id::text FROM sys_tenants WHERE slug = ? AND deleted_at IS NULL',
    [slug],
  );
  if (rows[0] === undefined) return;
  throw new Problem({
    code: 'tenant_slug_taken',
    message: `A tenant with the slug ${slug} is in this database: number ${rows[0].id}.`,
    hint: `Nothing was changed. Give another one: ${next}`,
  });
}
