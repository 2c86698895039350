import { withTenant } from '@erp/client/knex';
import type { Knex } from 'knex';
import '@erp/system/tables';

/** Somebody who may sign in, in one of the tenants that they are a member of. */
export interface Person {
  readonly tenant: string;
  readonly tenantName: string;
  readonly user: string;
  readonly name: string;
  /** Names of their roles; empty for a member without one. */
  readonly role: string;
}

/**
 * Who may sign in: the members of all tenants. It stands for the sign-in that an application has, and is the one thing that
 * is asked as a service.
 *
 * @param tenants numbers of the tenants.
 */
export async function readPeople(knex: Knex, tenants: readonly string[]): Promise<Person[]> {
  const members = tenants.map((tenant) =>
    withTenant(
      knex,
      { tenant, role: 'erp_service' },
      (trx) =>
        trx('sys_tenant_members as m')
          .join('sys_tenants as t', 't.id', 'm.tenant_id')
          .join('sys_users as u', 'u.id', 'm.user_id')
          .leftJoin('sys_user_roles as ur', (on) =>
            on.on('ur.tenant_id', 'm.tenant_id').andOn('ur.user_id', 'm.user_id'),
          )
          .leftJoin('sys_roles as r', (on) =>
            on.on('r.tenant_id', 'ur.tenant_id').andOn('r.id', 'ur.role_id'),
          )
          .where({ 'm.tenant_id': tenant, 'm.status': 'active' })
          .groupBy('m.tenant_id', 't.name', 'm.user_id', 'u.full_name')
          .orderBy(['m.tenant_id', 'm.user_id'])
          .select<Person[]>(
            {
              tenant: 'm.tenant_id',
              tenantName: 't.name',
              user: 'm.user_id',
              name: 'u.full_name',
            },
            trx.raw("coalesce(string_agg(r.name, ', ' ORDER BY r.id), '') AS role"),
          ),
      { readOnly: true },
    ),
  );
  return (await Promise.all(members)).flat();
}
