import { addUser } from '@erp/testing/tenants';
import type { Knex } from 'knex';

/** Adds a person who is an active member of the tenant, with one of its roles; returns the id in sys_users. */
export async function addMember(knex: Knex, tenantId: string, name: string, role?: string): Promise<string> {
  const userId = await addUser(knex, `${name}@example.com`, name);
  await knex('sys_tenant_members').insert({ tenant_id: tenantId, user_id: userId, display_name: name });
  if (role !== undefined) {
    await knex('sys_user_roles').insert({
      tenant_id: tenantId,
      user_id: userId,
      role_id: await roleId(knex, tenantId, role),
    });
  }
  return userId;
}

/** The id of a role of the tenant by its key. */
export async function roleId(knex: Knex, tenantId: string, key: string): Promise<string> {
  const role = await knex('sys_roles').where({ tenant_id: tenantId, key }).first('id');
  return role?.id ?? '';
}

/** The id of a permission by its key. */
export async function permissionId(knex: Knex, key: string): Promise<string> {
  const permission = await knex('sys_permissions').where({ key }).first('id');
  return permission?.id ?? '';
}
