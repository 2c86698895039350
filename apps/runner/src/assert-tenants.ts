import type { Session } from '@erp/engine/connection';
import { notMigrated } from './not-migrated.ts';

/** @throws {Problem} `not_migrated` where there are no tenants by nature. */
export async function assertTenants(session: Session): Promise<void> {
  const [row] = await session.query<{ there: boolean }>(
    "SELECT to_regclass('public.sys_tenant_members') IS NOT NULL AS there",
  );
  if (row?.there !== true) throw notMigrated();
}
