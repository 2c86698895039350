import { call } from '@erp/testing/calls';
import type { TestDatabase } from '@erp/testing/database';
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

/** Calls a function as a member. */
export function as<Result>(
  database: TestDatabase,
  who: Tenant,
  name: string,
  ...values: readonly unknown[]
): Promise<Result> {
  return database.asTenant(who, (trx) => call<Result>(trx, name, ...values));
}
