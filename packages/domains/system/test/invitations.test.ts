import { outcomes } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { addUser } from '@erp/testing/tenants';
import { addMember, roleId } from './people.ts';
import { sqlStateOf } from './sql-state-of.ts';

const { database: db, a } = inDomain('system');

async function invite(email: string, role = 'member'): Promise<string> {
  const id = await roleId(db.knex, a.id, role);
  const { rows } = await db.asTenant(a, (trx) =>
    trx.raw('SELECT app.create_invitation(?, ?::bigint) AS token', [email, id]),
  );
  return rows[0].token;
}

const accept = (token: string, userId: string) => ({
  text: 'SELECT app.accept_invitation($1, $2::bigint) AS tenant',
  values: [token, userId],
});

const rolesOf = async (userId: string): Promise<string[]> =>
  db
    .knex('sys_user_roles')
    .join('sys_roles', {
      'sys_roles.tenant_id': 'sys_user_roles.tenant_id',
      'sys_roles.id': 'sys_user_roles.role_id',
    })
    .where({ user_id: userId })
    .orderBy('key')
    .pluck('key');

test('of one address that several send at once leave one open', async () => {
  const { codes } = await outcomes(Array.from({ length: 8 }, () => invite('twice@example.com')));
  expect(codes).toEqual([]);
  const open = { email: 'twice@example.com', accepted_at: null, revoked_at: null };
  expect(await db.knex('sys_tenant_invitations').where(open)).toHaveLength(1);
});

test('makes a member with the role, and keeps no secret', async () => {
  const client = await db.connect();
  const user = await addUser(db.knex, 'guest@example.com', 'Guest');
  const token = await invite('  Guest@Example.com ');
  const [row] = await db.knex('sys_tenant_invitations').where({ email: 'guest@example.com' });
  expect(JSON.stringify(row)).not.toContain(token.split('.')[2]);
  expect((await client.query(accept(token, user))).rows[0].tenant).toBe(db.tenants.a.id);
  expect(await rolesOf(user)).toEqual(['member']);
});

test('works once, even for twenty sessions at the same time', async () => {
  const user = await addUser(db.knex, 'popular@example.com', 'Popular');
  const token = await invite('popular@example.com');
  const clients = await Promise.all(Array.from({ length: 20 }, () => db.connect()));
  const outcomes = await Promise.all(clients.map((client) => sqlStateOf(client.query(accept(token, user)))));
  expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === '42501')).toHaveLength(19);
});

test('is for the address that it was sent to, until it expires, is revoked or replaced', async () => {
  const client = await db.connect();
  const user = await addUser(db.knex, 'late@example.com', 'Late');
  const other = await addUser(db.knex, 'other@example.com', 'Other');
  const first = await invite('late@example.com');
  const second = await invite('late@example.com');
  expect(await sqlStateOf(client.query(accept(first, user)))).toBe('42501');
  expect(await sqlStateOf(client.query(accept(second, other)))).toBe('42501');
  expect(
    await sqlStateOf(
      client.query(
        accept(
          second.replace(/.$/, (end) => (end === '0' ? '1' : '0')),
          user,
        ),
      ),
    ),
  ).toBe('42501');

  const open = { tenant_id: db.tenants.a.id, email: 'late@example.com', revoked_at: null };
  await db
    .knex('sys_tenant_invitations')
    .where(open)
    .update({ created_at: '2020-01-01', expires_at: '2020-01-02' });
  expect(await sqlStateOf(client.query(accept(second, user)))).toBe('42501');

  const third = await invite('late@example.com');
  const invitation = await db.knex('sys_tenant_invitations').where(open).first('id');
  await db.asTenant(db.tenants.a, (trx) =>
    trx.raw('SELECT app.revoke_invitation(?::bigint)', [invitation?.id ?? '']),
  );
  expect(await sqlStateOf(client.query(accept(third, user)))).toBe('42501');
  expect(await sqlStateOf(client.query(accept('nonsense', user)))).toBe('42501');
});

test('brings somebody back with the role of the invitation, not with those of former days', async () => {
  const client = await db.connect();
  const user = await addMember(db.knex, a.id, 'back', 'admin');
  await db.knex('sys_tenant_members').where({ tenant_id: a.id, user_id: user }).update({ status: 'left' });
  await client.query(accept(await invite('back@example.com', 'viewer'), user));
  expect(await rolesOf(user)).toEqual(['viewer']);
});

test('does not undo a suspension, and stays unused', async () => {
  const client = await db.connect();
  const user = await addMember(db.knex, a.id, 'barred', 'member');
  await db
    .knex('sys_tenant_members')
    .where({ tenant_id: a.id, user_id: user })
    .update({ status: 'suspended' });
  expect(await sqlStateOf(client.query(accept(await invite('barred@example.com'), user)))).toBe('42501');
  const invitation = await db.knex('sys_tenant_invitations').where({ email: 'barred@example.com' }).first();
  expect(invitation?.accepted_at).toBeNull();
});
