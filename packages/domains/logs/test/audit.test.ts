import { auditTable, createTenantTable, stopAuditingTable, tenantRoot } from '@erp/kit/schema';
import { inDomain } from '@erp/testing/in-domain';
import { costOf } from '@erp/testing/statement-cost';
import { addMember } from '@erp/testing/tenants';
import type { Knex } from 'knex';

const { database: db, a, b } = inDomain('logs');

beforeAll(async () => {
  await db.knex.transaction(async (trx) => {
    await createTenantTable(trx, 'gadgets', { write: 'stores.write' }, (table) => {
      table.text('name').notNullable();
      table.text('status').notNullable().defaultTo('new');
      table.text('owner_phone');
      table.text('api_token');
      table.text('wish');
      tenantRoot(table);
    });
    await auditTable(trx, 'gadgets', { mask: ['owner_phone'] });
  });
});
beforeEach(() => db.knex('logs_human').delete());

const records = (table = 'gadgets') =>
  db.knex('logs_human').where({ source: 'audit', entity_type: table }).orderBy('id');

const add = (trx: Knex, name: string, more: object = {}): Promise<string> =>
  trx('gadgets')
    .insert({ tenant_id: db.tenants.a.id, name, ...more })
    .returning('id')
    .then(([row]) => row.id);

test('a change says who, when, in which request, and what changed, from what to what', async () => {
  await db.asTenant(a, async (trx) => {
    await trx.raw(
      "SELECT set_config('app.request_id', 'r-17', true), set_config('app.client_ip', '192.0.2.7', true)",
    );
    const id = await add(trx, 'lamp', { wish: 'blue' });
    await trx('gadgets').where({ id }).update({ status: 'sold', wish: null });
    await trx('gadgets').where({ id }).delete();
  });
  const [created, updated, deleted] = await records();
  expect(created).toMatchObject({
    tenant_id: a.id,
    action: 'create',
    changes: {},
    actor_id: a.ownerId,
    request_id: 'r-17',
    ip_address: '192.0.2.7',
    entity_key: {},
  });
  expect(created?.actor_role).toMatch(/\S/);
  expect(updated).toMatchObject({
    action: 'update',
    entity_id: created?.entity_id,
    changes: { status: { before: 'new', after: 'sold' }, wish: { before: 'blue', after: null } },
  });
  expect(deleted).toMatchObject({
    action: 'delete',
    changes: { name: { before: 'lamp' }, status: { before: 'sold' } },
  });
});

test('secrets and masked columns are known to have changed, and no more', async () => {
  const id = await add(db.knex, 'safe', { owner_phone: '+15550100199', api_token: 'tok_1' });
  await db.knex('gadgets').where({ id }).update({ owner_phone: '+15550100111', api_token: null });
  await db.knex('gadgets').where({ id }).delete();
  const [, updated, deleted] = await records();
  expect(updated?.changes).toEqual({
    owner_phone: { before: '***', after: '***' },
    api_token: { before: '***', after: null },
  });
  expect(JSON.stringify([updated, deleted])).not.toMatch(/tok_1|5550100/);
});

test('a statement that changes nothing but updated_at leaves no record; one on many rows leaves one for each', async () => {
  for (let i = 0; i < 3; i++) await add(db.knex, `row ${i}`);
  await db.knex('logs_human').delete();
  await db.knex('gadgets').update({ status: db.knex.ref('status') });
  expect(await records()).toEqual([]);
  await db.knex('gadgets').whereLike('name', 'row %').update({ status: 'moved' });
  expect(await records()).toHaveLength(3);
});

test('a changed key is a row that went and a row that came', async () => {
  const id = await add(db.knex, 'renumbered');
  await db.knex('logs_human').delete();
  await db.knex('gadgets').where({ id }).update({ id: '999999' });
  expect((await records()).map((row) => [row.action, row.entity_id]).sort()).toEqual([
    ['create', '999999'],
    ['delete', id],
  ]);
});

test('each row is recorded for its own tenant; the actor is named only in the tenant that was entered', async () => {
  await db.knex.transaction(async (trx) => {
    await trx.raw('SELECT app.enter_tenant(?::bigint, ?::bigint)', [a.id, a.ownerId]);
    await trx('gadgets').insert([
      { tenant_id: a.id, name: 'of a' },
      { tenant_id: b.id, name: 'of b' },
    ]);
  });
  expect((await records()).map((row) => [row.tenant_id, row.actor_id])).toEqual([
    [a.id, a.ownerId],
    [b.id, null],
  ]);
});

test('who may do what is audited: roles, what they permit, who holds them, who is a member', async () => {
  await addMember(db, a, 'manager');
  expect(await records('sys_tenant_members')).toHaveLength(1);
  expect(await records('sys_user_roles')).toHaveLength(1);
  await db.knex.raw(
    `DELETE FROM sys_role_permissions WHERE (tenant_id, role_id, permission_id) IN
       (SELECT r.tenant_id, r.id, p.id FROM sys_roles r, sys_permissions p
         WHERE r.tenant_id = ? AND r.key = 'manager' AND p.key = 'notes.write')`,
    [a.id],
  );
  const [withdrawn] = await records('sys_role_permissions');
  expect(withdrawn).toMatchObject({ action: 'delete', entity_id: null });
  expect(Object.keys(withdrawn?.entity_key as object).sort()).toEqual(['permission_id', 'role_id']);
});

test('nobody but those who may reads it, and the application cannot write it', async () => {
  await add(db.knex, 'seen');
  const viewer = await addMember(db, a, 'viewer');
  expect(await db.asTenant(viewer, (trx) => trx('logs_human'))).toEqual([]);
  expect(await db.asTenant(b, (trx) => trx('logs_human').where({ entity_type: 'gadgets' }))).toEqual([]);
  expect(await db.asTenant(a, (trx) => trx('logs_human').where({ entity_type: 'gadgets' }))).toHaveLength(1);
  for (const write of [
    (trx: Knex) => trx('logs_human').insert({ tenant_id: a.id, action: 'view' }),
    (trx: Knex) => trx('logs_human').update({ action: 'view' }),
    (trx: Knex) => trx('logs_human').delete(),
    (trx: Knex) => trx.raw("SELECT app.audit_table('gadgets')"),
    (trx: Knex) => trx.raw("SELECT app.stop_auditing_table('gadgets')"),
  ])
    await expect(db.asTenant(a, (trx) => write(trx))).rejects.toMatchObject({ code: '42501' });
});

test('a table can be taken out and put in again; one without tenant in its key cannot', async () => {
  await stopAuditingTable(db.knex, 'gadgets');
  await add(db.knex, 'unseen');
  expect(await records()).toEqual([]);
  await auditTable(db.knex, 'gadgets', { mask: ['owner_phone'] });
  await add(db.knex, 'seen again');
  expect(await records()).toHaveLength(1);
  await expect(auditTable(db.knex, 'sys_users')).rejects.toMatchObject({ code: '0A000' });
});

test('a tenant that is erased takes its records along and leaves no new ones', async () => {
  await db.knex('gadgets').insert({ tenant_id: b.id, name: 'lost' });
  await db.knex.raw('SELECT app.erase_tenant(id, slug) FROM sys_tenants WHERE id = ?', [b.id]);
  expect(await db.knex('logs_human').where({ tenant_id: b.id })).toEqual([]);
  expect(await records()).toEqual([]);
});

test('10,000 rows in one statement are recorded by one statement', async () => {
  const cost = await db.knex.transaction((trx) =>
    costOf(
      trx,
      `INSERT INTO gadgets (tenant_id, name) SELECT ${db.tenants.a.id}, 'bulk ' || n FROM generate_series(1, 10000) n`,
    ),
  );
  expect(cost.triggerCalls).toEqual({ tr_gadgets_audit_insert: 1 });
  expect(cost.rowsRead).toBeLessThan(50_000);
  expect((await db.knex('logs_human').count({ n: '*' }).first())?.n).toBe('10000');
});
