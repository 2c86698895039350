import { randomBytes } from 'node:crypto';
import type { TestDatabase } from '@erp/testing/database';
import type { TestTenant } from '@erp/testing/tenants';
import pg from 'pg';

/** What a token of a member says: the account, and the tenant that it was made for. */
export async function claimsOf(
  { knex }: Pick<TestDatabase, 'knex'>,
  member: TestTenant,
): Promise<{ sub: string; tenant_id: string }> {
  const user = await knex('sys_users').where({ id: member.ownerId }).first('auth_user_id');
  return { sub: user?.auth_user_id ?? '', tenant_id: member.id };
}

/**
 * Makes a role that logs in by the statements of a guide, under a name that nobody else has; `drop` ends it when its sessions
 * are over.
 *
 * @param name as the guide calls it; its password is `change me` there.
 */
export async function loginRole(
  { settings }: Pick<TestDatabase, 'settings'>,
  name: string,
  statements: readonly string[],
): Promise<{ readonly user: string; readonly password: string; drop(): Promise<void> }> {
  const owner = new pg.Client({ ...(settings as pg.ClientConfig), database: 'postgres' });
  await owner.connect();
  const user = `${name}_${randomBytes(6).toString('hex')}`;
  for (const each of statements) await owner.query(each.replaceAll(name, user));
  return {
    user,
    password: 'change me',
    drop: async () => {
      await owner.query(`DROP ROLE ${user}`);
      await owner.end();
    },
  };
}
