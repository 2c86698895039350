import { inDomain } from '@erp/testing/in-domain';
import { asTenant } from '@erp/testing/tenants';
import { brands, stores } from '../test-factories.ts';
import { addMember } from './people.ts';
import { sqlStateOf } from './sql-state-of.ts';

const { database: db, a, b } = inDomain('system');

const reportsTo = (userId: string, manager: string) => ({
  text: 'UPDATE sys_tenant_members SET manager_user_id = $3 WHERE tenant_id = $1 AND user_id = $2',
  values: [db.tenants.a.id, userId, manager],
});

test('managers cannot form a loop, however long', async () => {
  const client = await db.connect();
  const [a, b, c] = [
    await addMember(db.knex, db.tenants.a.id, 'top'),
    await addMember(db.knex, db.tenants.a.id, 'middle'),
    await addMember(db.knex, db.tenants.a.id, 'bottom'),
  ];
  await client.query(reportsTo(b, a));
  await client.query(reportsTo(c, b));
  expect(await sqlStateOf(client.query(reportsTo(a, c)))).toBe('23514');
  expect(await sqlStateOf(client.query(reportsTo(a, a)))).toBe('23514');
});

test('nor when two sessions close it from both ends', async () => {
  const [left, right] = [await db.connect(), await db.connect()];
  const [a, b] = [
    await addMember(db.knex, db.tenants.a.id, 'left'),
    await addMember(db.knex, db.tenants.a.id, 'right'),
  ];
  await left.query('BEGIN');
  await left.query(reportsTo(a, b));
  const late = sqlStateOf(right.query(reportsTo(b, a)));
  await db.untilBlocked(late);
  await left.query('COMMIT');
  expect(await late).toBe('23514');
});

test('joining and leaving are stamped by the status', async () => {
  const { id } = db.tenants.a;
  const user = await addMember(db.knex, id, 'mover');
  const row = () =>
    db.knex('sys_tenant_members').where({ tenant_id: id, user_id: user }).first('joined_at', 'left_at');
  expect(await row()).toEqual({ joined_at: expect.any(Date), left_at: null });
  await db.asTenant(db.tenants.a, (trx) =>
    trx('sys_tenant_members').where({ user_id: user }).update({ status: 'left' }),
  );
  expect(await row()).toEqual({ joined_at: expect.any(Date), left_at: expect.any(Date) });
  await db.asTenant(db.tenants.a, (trx) =>
    trx('sys_tenant_members').where({ user_id: user }).update({ status: 'active' }),
  );
  expect(await row()).toEqual({ joined_at: expect.any(Date), left_at: null });
});

test('the application neither adds nor removes members by itself', async () => {
  expect(
    await sqlStateOf(
      db.asTenant(a, (trx) =>
        trx('sys_tenant_members').insert({ tenant_id: a.id, user_id: b.ownerId, display_name: 'x' }),
      ),
    ),
  ).toBe('42501');
  expect(await sqlStateOf(db.asTenant(a, (trx) => trx('sys_tenant_members').delete()))).toBe('42501');
});

test('a person sees and changes the own profile only, and nothing that gives power', async () => {
  const user = await addMember(db.knex, a.id, 'self', 'member');
  const asUser = { id: a.id, ownerId: user };
  await asTenant(db.knex, asUser, async (trx) => {
    expect((await trx('sys_users')).map((row) => row.id)).toEqual([user]);
    expect(await trx('sys_users').update({ full_name: 'Self' })).toBe(1);
  });
  expect(
    await sqlStateOf(
      asTenant(db.knex, asUser, (trx) => trx('sys_users').update({ email: 'owner@example.com' })),
    ),
  ).toBe('42501');
  expect(
    await sqlStateOf(asTenant(db.knex, asUser, (trx) => trx('sys_users').update({ auth_user_id: null }))),
  ).toBe('42501');
  expect(await asTenant(db.knex, asUser, (trx) => trx('sys_tenants').update({ name: 'Mine' }))).toBe(0);
  expect(await db.asTenant(a, (trx) => trx('sys_tenants').update({ name: 'Ours' }))).toBe(1);
  expect(await sqlStateOf(db.asTenant(a, (trx) => trx('sys_tenants').update({ slug: 'ours' })))).toBe(
    '42501',
  );
});

test('a profile survives its login account', async () => {
  const user = await addMember(db.knex, db.tenants.a.id, 'survivor');
  await db.knex.raw('DELETE FROM auth.users WHERE email = ?', ['survivor@example.com']);
  expect(await db.knex('sys_users').where({ id: user }).first('auth_user_id')).toEqual({
    auth_user_id: null,
  });
});

test('one headquarters per brand, and codes come free when their row is deleted', async () => {
  await db.asTenant(a, async (trx) => {
    const { id: brand_id } = await brands.create(trx);
    const add = (code: string) =>
      sqlStateOf(trx.transaction((inner) => stores.headquarters().create(inner, { brand_id, code })));
    expect(await add('north')).toBe('accepted');
    expect(await add('south')).toBe('23505');
    await trx('sys_stores').update({ deleted_at: trx.fn.now() });
    expect(await add('north')).toBe('accepted');
  });
});
