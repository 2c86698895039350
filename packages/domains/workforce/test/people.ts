import { call } from '@erp/testing/calls';
import type { TestDatabase } from '@erp/testing/database';
import { addUser } from '@erp/testing/tenants';
import { leaveTypes } from '../test-factories.ts';

/** A tenant as one of its members sees it; `ownerId` is who enters it. */
export type Tenant = TestDatabase['tenants']['a'];

/** Adds an active member with one of the default roles; returns the tenant as this member enters it. */
export async function addMember(
  database: TestDatabase,
  tenant: Tenant,
  role: 'admin' | 'manager' | 'member' | 'viewer',
): Promise<Tenant> {
  const { knex } = database;
  const { rows } = await knex.raw<{ rows: { name: string }[] }>("SELECT 'm' || gen_random_uuid() AS name");
  const name = rows[0]?.name ?? '';
  const userId = await addUser(knex, `${name}@example.com`, name);
  await knex('sys_tenant_members').insert({ tenant_id: tenant.id, user_id: userId, display_name: name });
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

/** Drafts a shift of a member, by the clock of the tenant (UTC); returns its number. */
export function draftShift(
  database: TestDatabase,
  planner: Tenant,
  worker: Tenant,
  day: string,
  from = '08:00',
  until = '16:00',
): Promise<string> {
  return as<string>(database, planner, 'plan_shift', worker.ownerId, day, from, until);
}

/** Adds a kind of absence; returns its number. */
export async function addLeaveType(
  database: TestDatabase,
  tenant: Tenant,
  code: string,
  columns: object = {},
): Promise<string> {
  return (await leaveTypes.create(database.knex, { tenant_id: tenant.id, code, ...columns })).id;
}
