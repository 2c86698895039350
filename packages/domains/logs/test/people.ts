import type { TestDatabase } from '@erp/testing/database';
import { addUser, type TestTenant } from '@erp/testing/tenants';

/** Adds an active member with a role to the tenant; returns the tenant as this member enters it. */
export async function addMember(db: TestDatabase, tenant: TestTenant, role: string): Promise<TestTenant> {
  const userId = await addUser(db.knex, `${role}.${tenant.id}@example.com`, role);
  await db.knex('sys_tenant_members').insert({ tenant_id: tenant.id, user_id: userId, display_name: role });
  await db.knex.raw(
    'INSERT INTO sys_user_roles (tenant_id, user_id, role_id) SELECT tenant_id, ?, id FROM sys_roles WHERE tenant_id = ? AND key = ?',
    [userId, tenant.id, role],
  );
  return { id: tenant.id, ownerId: userId };
}
