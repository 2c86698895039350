import { call } from '@erp/testing/calls';
import type { TestDatabase } from '@erp/testing/database';
import { leaveTypes } from '../test-factories.ts';

/** A tenant as one of its members sees it; `ownerId` is who enters it. */
export type Tenant = TestDatabase['tenants']['a'];

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
