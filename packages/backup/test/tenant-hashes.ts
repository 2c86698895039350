import type { Session } from '@erp/engine/connection';
import { digestOf } from '../src/tenant/move-rows.ts';
import { readTenantTables } from '../src/tenant/tenant-tables.ts';

/** Names of the tables in schema public with rows of tenants. */
export async function tablesOfTenants(session: Session): Promise<string[]> {
  return (await readTenantTables(session)).flatMap(({ schema, name }) => (schema === 'public' ? [name] : []));
}

/** Number and hash of the rows of a tenant, table by table, months in schema archive too; without its own number. */
export async function hashesOfTenant(session: Session, tenant: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const { schema, name, columns } of await readTenantTables(session)) {
    const kept = columns.filter((column) => column !== 'tenant_id').map((column) => `"${column}"`);
    const found = await digestOf(
      session,
      `SELECT ${kept.join(', ')} FROM ${schema}."${name}" WHERE tenant_id = ${tenant}`,
    );
    hashes[schema === 'public' ? name : `${schema}.${name}`] = `${found.rows} ${found.hash}`;
  }
  return hashes;
}
