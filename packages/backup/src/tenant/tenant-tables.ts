import type { Session } from '@erp/engine/connection';
import { assertSeesEverything } from '../database/visibility.ts';

/** A table that holds rows of tenants; months with their table, those that were put away each for itself. */
export interface TenantTable {
  readonly schema: string;
  readonly name: string;
  /** Without generated ones. */
  readonly columns: readonly string[];
}

/**
 * The tables with rows of tenants, months in schema archive among them.
 *
 * @throws {Problem} `backup_blind` for a role that may not see all rows of them.
 */
export async function readTenantTables(session: Session): Promise<readonly TenantTable[]> {
  const found = await session.query<TenantTable & { id: string }>(TENANT_TABLES);
  await assertSeesEverything(
    session,
    found.map(({ id }) => id),
  );
  return found.map(({ schema, name, columns }) => ({ schema, name, columns }));
}

const TENANT_TABLES = `
  SELECT c.oid::text AS id, n.nspname::text AS schema, c.relname::text AS name,
    ARRAY(SELECT a.attname::text FROM pg_attribute a
           WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum) AS columns
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname IN ('public', 'archive')
    AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped)
  ORDER BY schema, name`;
