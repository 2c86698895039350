import type { RowMaker } from '@erp/kit/test-factory';
import type { Knex } from 'knex';

/** A tenant to test with. Ids are text, as pg hands 64-bit integers over. */
export interface TestTenant {
  readonly id: string;
  /** The user who owns it, in sys_users. */
  readonly ownerId: string;
}

/** Two tenants with an owner each, made the way that an application makes them. */
export async function provisionTwoTenants(knex: Knex): Promise<{ a: TestTenant; b: TestTenant }> {
  return { a: await provision(knex, 'a'), b: await provision(knex, 'b') };
}

/** The two tenants of a database that has been copied with them. */
export async function readTwoTenants(knex: Knex): Promise<{ a: TestTenant; b: TestTenant }> {
  const { rows } = await knex.raw<{ rows: [TestTenant, TestTenant] }>(
    `SELECT t.id, m.user_id AS "ownerId" FROM sys_tenants t JOIN sys_tenant_members m ON m.tenant_id = t.id
      WHERE t.slug IN ('tenant-a', 'tenant-b') ORDER BY t.slug`,
  );
  const [a, b] = rows;
  return { a, b };
}

async function provision(knex: Knex, letter: string): Promise<TestTenant> {
  const email = `owner.${letter}@example.com`;
  const ownerId = await addUser(knex, email, `Owner of ${letter}`);
  const { rows } = await knex.raw<{ rows: { id: string }[] }>(
    'SELECT app.provision_tenant(?, ?, ?::bigint) AS id',
    [`tenant-${letter}`, `Tenant ${letter.toUpperCase()}`, ownerId],
  );
  return { id: rows[0]?.id ?? '', ownerId };
}

/** Adds a user with an account of the auth stand-in; returns the id in sys_users. */
export async function addUser(knex: Knex, email: string, name: string): Promise<string> {
  const { rows: accounts } = await knex.raw<{ rows: { id: string }[] }>(
    'INSERT INTO auth.users (email) VALUES (?) RETURNING id',
    [email],
  );
  const { rows } = await knex.raw<{ rows: { id: string }[] }>(
    'INSERT INTO sys_users (auth_user_id, email, full_name) VALUES (?::uuid, ?, ?) RETURNING id',
    [accounts[0]?.id ?? '', email, name],
  );
  return rows[0]?.id ?? '';
}

/**
 * Adds an active member with a role of the tenant, e.g. one of those that every tenant begins with.
 *
 * @returns the tenant as this member enters it.
 */
export async function addMember(
  database: { readonly knex: Knex },
  tenant: TestTenant,
  role: string,
): Promise<TestTenant> {
  const { knex } = database;
  const { rows } = await knex.raw<{ rows: { name: string }[] }>("SELECT 'm' || gen_random_uuid() AS name");
  const name = rows[0]?.name ?? '';
  const ownerId = await addUser(knex, `${name}@example.com`, name);
  await knex.raw('INSERT INTO sys_tenant_members (tenant_id, user_id, display_name) VALUES (?, ?, ?)', [
    tenant.id,
    ownerId,
    name,
  ]);
  await knex.raw(
    `INSERT INTO sys_user_roles (tenant_id, user_id, role_id)
     SELECT tenant_id, ?, id FROM sys_roles WHERE tenant_id = ? AND key = ?`,
    [ownerId, tenant.id, role],
  );
  return { id: tenant.id, ownerId };
}

/** For test factories, whom a row is about unless a test says so: who has entered the tenant, or its first member. */
export const somebody: RowMaker = {
  async create(trx, { tenant_id }: { tenant_id?: string | number } = {}) {
    const { rows } = await trx.raw<{ rows: [{ id: string }] }>(
      `SELECT coalesce(app.current_user_id(), min(user_id)) AS id FROM sys_tenant_members
        WHERE tenant_id = coalesce(?, app.current_tenant_id())`,
      [tenant_id ?? null],
    );
    return rows[0];
  },
};

/** Runs the work in a transaction as the application role, inside the tenant, as its owner. */
export async function asTenant<Result>(
  knex: Knex,
  tenant: TestTenant,
  work: (trx: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
  return knex.transaction(async (trx) => {
    await trx.raw('SET LOCAL ROLE erp_app');
    await trx.raw('SELECT app.enter_tenant(?::bigint, ?::bigint)', [tenant.id, tenant.ownerId]);
    return work(trx);
  });
}
