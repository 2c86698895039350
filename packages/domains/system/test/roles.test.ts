import { registerPermissions } from '@erp/kit/permissions';
import { inDomain } from '@erp/testing/in-domain';
import { asTenant } from '@erp/testing/tenants';
import type { Knex } from 'knex';
import { addMember, permissionId, roleId } from './people.ts';
import { sqlStateOf } from './sql-state-of.ts';

const { database: db, a } = inDomain('system');
let admin: string;
let member: string;
beforeAll(async () => {
  await db.knex.raw(
    `SELECT app.register_permissions('vault', '[{"key": "vault.open", "name": "Open", "roles": ["owner"]}]')`,
  );
  admin = await addMember(db.knex, db.tenants.a.id, 'admin', 'admin');
  member = await addMember(db.knex, db.tenants.a.id, 'member', 'member');
});

/** Work in tenant a as one of its members, as the application role; undone afterwards. */
async function attempt(userId: string, work: (trx: Knex.Transaction) => Promise<unknown>): Promise<string> {
  const undo = new Error('undo');
  const outcome = asTenant(db.knex, { id: db.tenants.a.id, ownerId: userId }, async (trx) => {
    await work(trx);
    throw undo;
  });
  return sqlStateOf(outcome.catch((error: unknown) => (error === undo ? undefined : Promise.reject(error))));
}

test('a new permission reaches roles made by hand that hold one beside which it is needed, once', async () => {
  const tenant_id = db.tenants.a.id;
  await registerPermissions(db.knex, 'cellar', [{ key: 'cellar.open', name: 'Open', roles: [] }]);
  const made: Record<string, string> = {};
  for (const [key, held] of [
    ['stacker', 'cellar.open'],
    ['watcher', null],
  ] as const) {
    const [role] = await db.knex('sys_roles').insert({ tenant_id, key, name: key }, 'id');
    made[key] = role?.id ?? '';
    if (held === null) continue;
    await db.knex('sys_role_permissions').insert({
      tenant_id,
      role_id: made[key],
      permission_id: await permissionId(db.knex, held),
    });
  }
  const register = () =>
    registerPermissions(db.knex, 'cellar', [
      { key: 'cellar.open', name: 'Open', roles: [] },
      { key: 'cellar.look', name: 'Look', roles: ['admin'], besides: ['cellar.open', 'cellar.paint'] },
    ]);
  const holders = async () =>
    await db
      .knex('sys_role_permissions')
      .join('sys_permissions', 'sys_permissions.id', 'permission_id')
      .join('sys_roles', (on) =>
        on.on('sys_roles.id', 'role_id').andOn('sys_roles.tenant_id', 'sys_role_permissions.tenant_id'),
      )
      .where({ 'sys_permissions.key': 'cellar.look', 'sys_roles.tenant_id': tenant_id })
      .orderBy('sys_roles.key')
      .pluck('sys_roles.key');
  await register();
  expect(await holders()).toEqual(['admin', 'owner', 'stacker']);
  await db
    .knex('sys_role_permissions')
    .where({ role_id: made.stacker ?? '', permission_id: await permissionId(db.knex, 'cellar.look') })
    .delete();
  await register();
  expect(await holders()).toEqual(['admin', 'owner']);
});

describe('nobody grants what they do not hold', () => {
  const tenantId = () => db.tenants.a.id;
  const give = async (trx: Knex, userId: string, key: string) =>
    trx('sys_user_roles').insert({
      tenant_id: tenantId(),
      user_id: userId,
      role_id: await roleId(db.knex, tenantId(), key),
    });
  const permit = async (trx: Knex, key: string, permission: string) =>
    trx('sys_role_permissions').insert({
      tenant_id: tenantId(),
      role_id: await roleId(db.knex, tenantId(), key),
      permission_id: await permissionId(db.knex, permission),
    });

  test('by a role', async () => {
    expect(await attempt(admin, (trx) => give(trx, member, 'manager'))).toBe('accepted');
    expect(await attempt(admin, (trx) => give(trx, member, 'owner'))).toBe('42501');
    expect(await attempt(admin, (trx) => give(trx, admin, 'owner'))).toBe('42501');
    expect(await attempt(db.tenants.a.ownerId, (trx) => give(trx, admin, 'owner'))).toBe('accepted');
    expect(await attempt(member, (trx) => give(trx, member, 'viewer'))).toBe('42501');
  });

  test('by what a role permits', async () => {
    expect(await attempt(admin, (trx) => permit(trx, 'viewer', 'brands.write'))).toBe('accepted');
    expect(await attempt(admin, (trx) => permit(trx, 'viewer', 'vault.open'))).toBe('42501');
    expect(await attempt(admin, (trx) => permit(trx, 'admin', 'vault.open'))).toBe('42501');
  });

  test('by calling a role something else than it is', async () => {
    const rename = (columns: object) => (trx: Knex) =>
      trx('sys_roles').where({ tenant_id: tenantId(), key: 'admin' }).update(columns);
    expect(await attempt(admin, rename({ name: 'Chiefs' }))).toBe('accepted');
    expect(await attempt(admin, rename({ template_key: 'owner' }))).toBe('42501');
    expect(await attempt(admin, rename({ key: 'owner2' }))).toBe('42501');
  });

  test('by lengthening, taking or reviving a role that is above them', async () => {
    const owner = db.tenants.a.ownerId;
    const theirs = { tenant_id: tenantId(), user_id: owner };
    expect(
      await attempt(admin, (trx) => trx('sys_user_roles').where(theirs).update({ expires_at: '2099-01-01' })),
    ).toBe('42501');
    expect(await attempt(admin, (trx) => trx('sys_user_roles').where(theirs).delete())).toBe('42501');
    expect(
      await attempt(admin, (trx) => trx('sys_tenant_members').where(theirs).update({ status: 'suspended' })),
    ).toBe('42501');
    expect(
      await attempt(admin, (trx) =>
        trx('sys_tenant_members')
          .where({ tenant_id: tenantId(), user_id: member })
          .update({ status: 'suspended' }),
      ),
    ).toBe('accepted');
  });

  test('by an invitation', async () => {
    const invite = (userId: string, role: string) =>
      attempt(userId, async (trx) =>
        trx.raw('SELECT app.create_invitation(?, ?::bigint)', [
          'new@example.com',
          await roleId(db.knex, tenantId(), role),
        ]),
      );
    expect(await invite(admin, 'admin')).toBe('accepted');
    expect(await invite(admin, 'owner')).toBe('42501');
    expect(await invite(member, 'viewer')).toBe('42501');
  });

  test('and who granted a role is written down by the database', async () => {
    await asTenant(db.knex, { id: tenantId(), ownerId: admin }, (trx) => give(trx, member, 'viewer'));
    const grant = await db
      .knex('sys_user_roles')
      .where({ user_id: member, role_id: await roleId(db.knex, tenantId(), 'viewer') })
      .first();
    expect(grant?.assigned_by).toBe(admin);
  });
});

test('the service grants what it likes while it acts for nobody, and no more than its user otherwise', async () => {
  const role = await roleId(db.knex, a.id, 'owner');
  const grant = async (userId: string | null) =>
    sqlStateOf(
      db.knex.transaction(async (trx) => {
        await trx.raw('SET LOCAL ROLE erp_service');
        await trx.raw('SELECT app.enter_tenant(?::bigint, ?::bigint)', [a.id, userId]);
        await trx('sys_user_roles').insert({ tenant_id: a.id, user_id: admin, role_id: role });
        await trx('sys_user_roles').where({ tenant_id: a.id, user_id: admin, role_id: role }).delete();
      }),
    );
  expect(await grant(null)).toBe('accepted');
  expect(await grant(admin)).toBe('42501');
});

test('built-in roles stay, roles of the tenant go', async () => {
  expect(
    await attempt(a.ownerId, (trx) => trx('sys_roles').where({ tenant_id: a.id, key: 'viewer' }).delete()),
  ).toBe('23001');
  expect(
    await attempt(a.ownerId, async (trx) => {
      await trx('sys_roles').insert({ tenant_id: a.id, key: 'packer', name: 'Packer' });
      expect(await trx('sys_roles').where({ tenant_id: a.id, key: 'packer' }).delete()).toBe(1);
    }),
  ).toBe('accepted');
});

test('the owner role keeps every permission', async () => {
  const role_id = await roleId(db.knex, a.id, 'owner');
  expect(
    await attempt(a.ownerId, (trx) =>
      trx('sys_role_permissions').where({ tenant_id: a.id, role_id }).delete(),
    ),
  ).toBe('42501');
});

describe('the last owner', () => {
  test('cannot lose the role, leave, be suspended or have it expire', async () => {
    const { id, ownerId } = db.tenants.b;
    const theirs = { tenant_id: id, user_id: ownerId };
    for (const work of [
      db.knex('sys_user_roles').where(theirs).delete(),
      db.knex('sys_user_roles').where(theirs).update({ expires_at: '2099-01-01' }),
      db.knex('sys_tenant_members').where(theirs).update({ status: 'left' }),
      db.knex('sys_tenant_members').where(theirs).update({ status: 'suspended' }),
    ]) {
      expect(await sqlStateOf(Promise.resolve(work))).toBe('23001');
    }
  });

  test.each(['read committed', 'repeatable read'])(
    'stays when two owners leave at once (%s)',
    async (isolation) => {
      const { id, ownerId } = db.tenants.a;
      const second = await addMember(db.knex, id, `second.${isolation.replace(' ', '.')}`, 'owner');
      const [one, two] = [await db.connect(), await db.connect()];
      const leave = "UPDATE sys_tenant_members SET status = 'left' WHERE tenant_id = $1 AND user_id = $2";
      for (const client of [one, two]) {
        await client.query(`BEGIN ISOLATION LEVEL ${isolation}`);
        await client.query('SELECT count(*) FROM sys_user_roles');
      }
      await one.query(leave, [id, second]);
      const late = sqlStateOf(two.query(leave, [id, ownerId]));
      await db.untilBlocked(late);
      await one.query('COMMIT');
      expect(await late).toBe(isolation === 'read committed' ? '23001' : '40001');
      await two.query('ROLLBACK');
    },
  );
});
