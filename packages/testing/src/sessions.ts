import type { Client } from 'pg';
import type { TestDatabase } from './database.ts';
import type { TestTenant } from './tenants.ts';

/** A session with a transaction open as the application role, inside the tenant. */
export async function openTransaction(database: TestDatabase, tenant: TestTenant): Promise<Client> {
  const client = await database.connect();
  await client.query(
    `BEGIN; SET LOCAL ROLE erp_app; SELECT app.enter_tenant(${tenant.id}, ${tenant.ownerId})`,
  );
  return client;
}

/** Resolves when so many sessions of the database wait for a lock: asked of the server, however long it takes. */
export async function untilWaiting(database: TestDatabase, sessions: number): Promise<void> {
  for (;;) {
    const { rows } = await database.knex.raw<{ rows: { waiting: number }[] }>(
      `SELECT count(*)::int AS waiting FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if ((rows[0]?.waiting ?? 0) >= sessions) return;
  }
}
