import { inDomain } from '@erp/testing/in-domain';
import { addUser } from '@erp/testing/tenants';
import { brands, stores } from '../test-factories.ts';
import { permissionId, roleId } from './people.ts';
import { sqlStateOf } from './sql-state-of.ts';

const { database: db, a } = inDomain('system');

const provision = (slug: string, ownerId: string) => ({
  text: "SELECT app.provision_tenant($1, 'Some tenant', $2::bigint) AS id",
  values: [slug, ownerId],
});

const TENANT_TABLES = `
  SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY 1`;

async function rowsByTable(tenantId: string): Promise<Record<string, number>> {
  const { rows } = await db.knex.raw(TENANT_TABLES);
  const counts: Record<string, number> = {};
  for (const { name } of rows) {
    counts[name] = (await db.knex(name).where({ tenant_id: tenantId }).select(db.knex.raw('1'))).length;
  }
  return counts;
}

describe('provisioning', () => {
  test('makes roles, permissions and the owner', async () => {
    expect(await db.knex('sys_roles').where({ tenant_id: a.id }).orderBy('key').pluck('key')).toEqual([
      'admin',
      'manager',
      'member',
      'owner',
      'viewer',
    ]);
    const held = await db
      .knex('sys_role_permissions')
      .where({ tenant_id: a.id, role_id: await roleId(db.knex, a.id, 'owner') });
    expect(held).toHaveLength((await db.knex('sys_permissions')).length);
  });

  test('gives twenty sessions that ask for the same slug the same tenant', async () => {
    const owner = await addUser(db.knex, 'racer@example.com', 'Racer');
    const clients = await Promise.all(Array.from({ length: 20 }, () => db.connect()));
    const ids = await Promise.all(
      clients.map(async (client) => (await client.query(provision('raced', owner))).rows[0].id),
    );
    expect(new Set(ids).size).toBe(1);
  });

  test('refuses the slug of somebody else and leaves nothing behind', async () => {
    const client = await db.connect();
    const other = await addUser(db.knex, 'late.comer@example.com', 'Late');
    expect(await sqlStateOf(client.query(provision('tenant-a', other)))).toBe('23505');
    expect(await sqlStateOf(client.query(provision('orphan', '999999')))).toBe('23503');
    expect(await db.knex('sys_tenants').where({ slug: 'orphan' })).toEqual([]);
  });

  test('is not for the application role', async () => {
    const work = db.asTenant(db.tenants.a, (trx) =>
      trx.raw("SELECT app.provision_tenant('mine', 'Mine', ?::bigint)", [db.tenants.a.ownerId]),
    );
    expect(await sqlStateOf(work)).toBe('42501');
  });
});

describe('erasing', () => {
  // A reference that forbids deletion, from deep below one root to another: what other domains are full of.
  beforeAll(() =>
    db.knex.raw(`
      CREATE TABLE plan (tenant_id bigint REFERENCES sys_tenants ON DELETE CASCADE, id int, PRIMARY KEY (tenant_id, id));
      CREATE TABLE phase (tenant_id bigint, id int, PRIMARY KEY (tenant_id, id),
        FOREIGN KEY (tenant_id, id) REFERENCES plan ON DELETE CASCADE);
      CREATE TABLE task (tenant_id bigint, id int, brand_id bigint,
        FOREIGN KEY (tenant_id, id) REFERENCES phase ON DELETE CASCADE,
        FOREIGN KEY (tenant_id, brand_id) REFERENCES sys_brands DEFERRABLE INITIALLY IMMEDIATE);`),
  );

  test.each([
    ['the function', (id: string) => [`SELECT app.erase_tenant(${id}, 'doomed')`]],
    [
      'DELETE with constraints deferred',
      (id: string) => ['SET CONSTRAINTS ALL DEFERRED', `DELETE FROM sys_tenants WHERE id = ${id}`],
    ],
  ])('by %s removes every row of the tenant and no other', async (_by, statements) => {
    const owner = await addUser(db.knex, `doomed.${statements('0').length}@example.com`, 'Doomed');
    const { rows } = await db.knex.raw("SELECT app.provision_tenant('doomed', 'Doomed', ?::bigint) AS id", [
      owner,
    ]);
    const doomed = { id: rows[0].id, ownerId: owner };
    for (const tenant of [doomed, db.tenants.b]) {
      await db.asTenant(tenant, async (trx) => {
        const brand = await brands.create(trx, { code: `b${doomed.id}` });
        await stores.create(trx, { brand_id: brand.id });
        await trx('sys_document_sequences').insert({ tenant_id: tenant.id, kind: `kind_${doomed.id}` });
        await trx.raw(`SELECT app.next_document_number('kind_${doomed.id}')`);
        await trx.raw("SELECT app.create_invitation('x@example.com')");
      });
    }
    await db.knex.raw(`
      INSERT INTO plan SELECT id, ${doomed.id} FROM sys_tenants WHERE id IN (${doomed.id}, ${db.tenants.b.id});
      INSERT INTO phase SELECT * FROM plan WHERE id = ${doomed.id};
      INSERT INTO sys_demo_seeds (tenant_id, table_name, domain, scale, row_count, seed, until, generator)
        VALUES (${doomed.id}, 'sys_brands', 'system', 1, 1, 1, '2026-11-01', 'none');
      INSERT INTO task SELECT tenant_id, ${doomed.id}, id FROM sys_brands WHERE code = 'b${doomed.id}';`);
    const before = await rowsByTable(db.tenants.b.id);
    expect(Object.values(await rowsByTable(doomed.id)).every((count) => count > 0)).toBe(true);

    await db.knex.transaction(async (trx) => {
      await trx.raw('SET LOCAL ROLE erp_service');
      for (const statement of statements(doomed.id)) await trx.raw(statement);
    });
    expect(Object.values(await rowsByTable(doomed.id)).every((count) => count === 0)).toBe(true);
    expect(await rowsByTable(db.tenants.b.id)).toEqual(before);
    expect(await db.knex('sys_users').where({ id: owner }).first('primary_tenant_id')).toEqual({
      primary_tenant_id: null,
    });
  });

  test('asks for the slug, and is not for the application role', async () => {
    expect(await sqlStateOf(db.knex.raw("SELECT app.erase_tenant(?::bigint, 'tenant-b')", [a.id]))).toBe(
      'P0002',
    );
    expect(
      await sqlStateOf(
        db.asTenant(a, (trx) => trx.raw("SELECT app.erase_tenant(?::bigint, 'tenant-a')", [a.id])),
      ),
    ).toBe('42501');
  });
});

describe('permissions of a domain', () => {
  const register = (list: object[]) =>
    db.knex.raw("SELECT app.register_permissions('billing', ?::jsonb)", [JSON.stringify(list)]);
  const grants = async (key: string): Promise<string[]> =>
    db
      .knex('sys_role_permissions as rp')
      .join('sys_roles as r', { 'r.tenant_id': 'rp.tenant_id', 'r.id': 'rp.role_id' })
      .join('sys_permissions as p', 'p.id', 'rp.permission_id')
      .where({ 'p.key': key, 'rp.tenant_id': db.tenants.a.id })
      .orderBy('r.key')
      .pluck('r.key');

  test('reach the roles that are there, stay taken away, and go when they are no longer listed', async () => {
    const read = { key: 'billing.read', name: 'Read', roles: ['owner', 'admin'] };
    await register([read]);
    expect(await grants('billing.read')).toEqual(['admin', 'owner']);

    const taken = {
      tenant_id: a.id,
      role_id: await roleId(db.knex, a.id, 'admin'),
      permission_id: await permissionId(db.knex, 'billing.read'),
    };
    await db.asTenant(a, (trx) => trx('sys_role_permissions').where(taken).delete());
    await register([{ ...read, roles: ['owner', 'admin', 'viewer'] }]);
    expect(await grants('billing.read')).toEqual(['owner', 'viewer']);

    await register([{ key: 'billing.write', name: 'Write', roles: ['owner'] }]);
    expect(await grants('billing.read')).toEqual([]);
    expect(await db.knex('sys_permissions').where({ domain: 'billing' }).pluck('key')).toEqual([
      'billing.write',
    ]);
  });

  test('belong to one domain', async () => {
    expect(await sqlStateOf(register([{ key: 'brands.write', name: 'Mine now', roles: ['viewer'] }]))).toBe(
      '23505',
    );
  });
});
