import { call } from '@erp/testing/calls';
import type { TestDatabase } from '@erp/testing/database';
import { addUser } from '@erp/testing/tenants';
import { projects } from '../test-factories.ts';

/** A tenant as one of its members sees it; `ownerId` is who enters it. */
export type Tenant = TestDatabase['tenants']['a'];

let made = 0;

/** Adds an active project; returns its number. */
export async function addProject(
  database: TestDatabase,
  tenant: Tenant,
  columns: object = {},
): Promise<string> {
  made += 1;
  const project = { tenant_id: tenant.id, code: `P${made}`, ...columns };
  return (await projects.create(database.knex, project)).id;
}

/** Adds an active member with one of the default roles; returns the tenant as this member enters it. */
export async function addMember(
  database: TestDatabase,
  tenant: Tenant,
  role: 'manager' | 'member' | 'viewer',
): Promise<Tenant> {
  const { knex } = database;
  made += 1;
  const userId = await addUser(knex, `m${made}@example.com`, `Member ${made}`);
  await knex('sys_tenant_members').insert({
    tenant_id: tenant.id,
    user_id: userId,
    display_name: `Member ${made}`,
  });
  const found = await knex('sys_roles').where({ tenant_id: tenant.id, key: role }).first('id');
  await knex('sys_user_roles').insert({ tenant_id: tenant.id, user_id: userId, role_id: found?.id ?? '' });
  return { id: tenant.id, ownerId: userId };
}

/** Calls a function as a member. */
export function as<Result>(
  database: TestDatabase,
  who: Tenant,
  name: string,
  ...values: readonly unknown[]
): Promise<Result> {
  return database.asTenant(who, (trx) => call<Result>(trx, name, ...values));
}
