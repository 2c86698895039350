import type { Knex } from 'knex';

/** The roles that every new tenant starts with, from the most to the least powerful. */
export type DefaultRole = 'owner' | 'admin' | 'manager' | 'member' | 'viewer';

/** A permission that a domain contributes. */
export interface Permission {
  /** `<resource>.<action>` in lower snake case, e.g. `orders.refund`. */
  readonly key: string;
  /** What it lets a person do, for the screen where roles are put together. */
  readonly name: string;
  /** The default roles that hold it. The owner holds all and need not be named. */
  readonly roles: readonly Exclude<DefaultRole, 'owner'>[];
  /**
   * Permissions beside which it is needed. When it is new, roles that tenants made by hand and that hold one of them get
   * it too, so that nobody who works today is locked out; afterwards tenants decide.
   */
  readonly besides?: readonly string[];
}

/**
 * Makes the permissions of a domain known and gives them to the default roles, of new tenants and of those that
 * are there; what a tenant has taken away since stays taken away. Idempotent.
 *
 * @param domain the domain whose permissions these are; those that it no longer names are withdrawn.
 */
export async function registerPermissions(
  knex: Knex,
  domain: string,
  permissions: readonly Permission[],
): Promise<void> {
  const list = permissions.map((permission) => ({
    ...permission,
    roles: ['owner', ...permission.roles],
  }));
  await knex.raw('SELECT app.register_permissions(?::text, ?::jsonb)', [domain, JSON.stringify(list)]);
}

/** The inverse of `registerPermissions`: withdraws every permission of the domain from every role. */
export async function withdrawPermissions(knex: Knex, domain: string): Promise<void> {
  await knex.raw("SELECT app.register_permissions(?::text, '[]'::jsonb)", [domain]);
}
