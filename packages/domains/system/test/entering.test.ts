import { inDomain } from '@erp/testing/in-domain';
import { addUser, asTenant } from '@erp/testing/tenants';
import type { Knex } from 'knex';
import { addMember } from './people.ts';
import { sqlStateOf } from './sql-state-of.ts';

const { database: db, a, b } = inDomain('system');

interface Request {
  readonly role: 'erp_app' | 'erp_service' | 'authenticated' | 'service_role' | 'anon';
  readonly claims?: object;
  readonly headers?: object;
}

/** A transaction as the gateway would open it, or as the application does when there are no claims. */
async function request<Result>(
  { role, claims, headers }: Request,
  work: (trx: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
  return db.knex.transaction(async (trx) => {
    await trx.raw(`SET LOCAL ROLE ${role}`);
    await trx.raw(
      "SELECT set_config('request.jwt.claims', ?, true), set_config('request.headers', ?, true)",
      [
        claims === undefined ? '' : JSON.stringify(claims),
        headers === undefined ? '' : JSON.stringify(headers),
      ],
    );
    return work(trx);
  });
}

const enter = (trx: Knex, tenantId: string, userId: string | null = null) =>
  trx.raw('SELECT app.enter_tenant(?::bigint, ?::bigint)', [tenantId, userId]);

async function context(trx: Knex): Promise<{ tenant: string | null; user: string | null; manages: boolean }> {
  const { rows } = await trx.raw(`
    SELECT app.current_tenant_id() AS tenant, app.current_user_id() AS "user",
           app.has_permission('system.manage') AS manages`);
  return rows[0];
}

const accountOf = async (userId: string): Promise<string> =>
  (await db.knex('sys_users').where({ id: userId }).first('auth_user_id'))?.auth_user_id ?? '';

const NOBODY = { tenant: null, user: null, manages: false };

test('outside a tenant there is nothing to see', async () => {
  await request({ role: 'erp_app' }, async (trx) => {
    expect(await context(trx)).toEqual(NOBODY);
    for (const table of ['sys_tenants', 'sys_users', 'sys_tenant_members', 'sys_roles']) {
      expect(await trx(table)).toEqual([]);
    }
  });
});

test('a member enters with the permissions of the roles that have not expired', async () => {
  const viewer = await addMember(db.knex, a.id, 'viewer', 'viewer');
  const former = await addMember(db.knex, a.id, 'former', 'admin');
  await db.knex('sys_user_roles').where({ user_id: former }).update({ expires_at: '2020-01-01' });

  const as = (userId: string) => asTenant(db.knex, { id: a.id, ownerId: userId }, context);
  expect(await as(a.ownerId)).toEqual({ tenant: a.id, user: a.ownerId, manages: true });
  expect(await as(viewer)).toEqual({ tenant: a.id, user: viewer, manages: false });
  expect(await as(former)).toEqual({ tenant: a.id, user: former, manages: false });
});

test('a tenant that does not exist and one that is not yours are the same refusal', async () => {
  const refusal = (tenantId: string, userId: string | null) =>
    request({ role: 'erp_app' }, (trx) => enter(trx, tenantId, userId)).then(
      () => 'entered',
      ({ code, message, detail, hint }) =>
        JSON.stringify({ code, message: message.split(' - ').at(-1), detail, hint }),
    );
  const foreign = await refusal(b.id, a.ownerId);
  expect(foreign).toContain('42501');
  expect(await refusal('999999', a.ownerId)).toBe(foreign);
  expect(await refusal(a.id, '999999')).toBe(foreign);
  expect(await refusal(a.id, null)).toBe(foreign);
});

test.each(['suspended', 'left', 'invited'] as const)('a member who is %s cannot enter', async (status) => {
  const user = await addMember(db.knex, a.id, `once.${status}`, 'member');
  await db.knex('sys_tenant_members').where({ tenant_id: a.id, user_id: user }).update({ status });
  expect(await sqlStateOf(request({ role: 'erp_app' }, (trx) => enter(trx, a.id, user)))).toBe('42501');
});

test('a suspended tenant and a switched-off person cannot be entered', async () => {
  const owner = await addUser(db.knex, 'closing@example.com', 'Closing');
  const { rows } = await db.knex.raw("SELECT app.provision_tenant('closing', 'Closing', ?::bigint) AS id", [
    owner,
  ]);
  const attempt = () => sqlStateOf(request({ role: 'erp_app' }, (trx) => enter(trx, rows[0].id, owner)));
  expect(await attempt()).toBe('accepted');
  await db.knex('sys_users').where({ id: owner }).update({ is_active: false });
  expect(await attempt()).toBe('42501');
  await db.knex('sys_users').where({ id: owner }).update({ is_active: true });
  await db.knex('sys_tenants').where({ id: rows[0].id }).update({ status: 'suspended' });
  expect(await attempt()).toBe('42501');
});

test('in an entered transaction another value of the setting is worth nothing', async () => {
  await asTenant(db.knex, a, async (trx) => {
    await trx.raw("SELECT set_config('app.tenant_id', ?, true)", [b.id]);
    expect(await context(trx)).toEqual(NOBODY);
    expect(await trx('sys_tenants')).toEqual([]);
  });
});

test('what was entered ends with the transaction, and with leave_tenant', async () => {
  const client = await db.connect();
  const tenant = async () => (await client.query('SELECT app.current_tenant_id() AS id')).rows[0].id;
  await client.query('BEGIN');
  await client.query('SELECT app.enter_tenant($1, $2)', [a.id, a.ownerId]);
  expect(await tenant()).toBe(a.id);
  await client.query('SELECT app.leave_tenant()');
  expect(await tenant()).toBeNull();
  await client.query('SELECT app.enter_tenant($1, $2)', [a.id, a.ownerId]);
  await client.query('COMMIT');
  expect(await tenant()).toBeNull();
});

test('without a user only a service role enters, and holds every permission', async () => {
  const seen = await request({ role: 'erp_service' }, async (trx) => {
    await enter(trx, a.id);
    return context(trx);
  });
  expect(seen).toEqual({ tenant: a.id, user: null, manages: true });
  expect(await sqlStateOf(request({ role: 'erp_service' }, (trx) => enter(trx, '999999')))).toBe('42501');
});

describe('with signed claims', () => {
  test('the user is theirs, and another one is refused', async () => {
    const claims = { sub: await accountOf(a.ownerId) };
    const seen = await request({ role: 'authenticated', claims }, async (trx) => {
      await enter(trx, a.id);
      return context(trx);
    });
    expect(seen).toEqual({ tenant: a.id, user: a.ownerId, manages: true });

    const attempt = (tenantId: string, userId: string | null, of: object = claims) =>
      sqlStateOf(request({ role: 'authenticated', claims: of }, (trx) => enter(trx, tenantId, userId)));
    expect(await attempt(a.id, a.ownerId)).toBe('accepted');
    expect(await attempt(b.id, b.ownerId)).toBe('42501');
    expect(await attempt(b.id, null)).toBe('42501');
    expect(await attempt(a.id, a.ownerId, { role: 'authenticated' })).toBe('42501');
  });

  test('the tenant counts where the server signed it, never in user_metadata', async () => {
    const tenantOf = (claims: object) =>
      request({ role: 'authenticated', claims }, async (trx) => (await context(trx)).tenant);
    expect(await tenantOf({ tenant_id: Number(a.id) })).toBe(a.id);
    expect(await tenantOf({ app_metadata: { tenant_id: a.id } })).toBe(a.id);
    expect(await tenantOf({ user_metadata: { tenant_id: a.id } })).toBeNull();
  });

  test('a claimed tenant alone gives no permission', async () => {
    const claims = { sub: await accountOf(a.ownerId), tenant_id: a.id };
    expect(await request({ role: 'authenticated', claims }, context)).toEqual({ ...NOBODY, tenant: a.id });
  });
});

describe('the hook of the gateway', () => {
  const hook = (asked: Request) =>
    request(asked, async (trx) => {
      await trx.raw('SELECT app.pre_request()');
      return context(trx);
    });

  test('enters the tenant of the claims, else that of the header', async () => {
    const sub = await accountOf(a.ownerId);
    const entered = { tenant: a.id, user: a.ownerId, manages: true };
    expect(await hook({ role: 'authenticated', claims: { sub, tenant_id: a.id } })).toEqual(entered);
    expect(await hook({ role: 'authenticated', claims: { sub, app_metadata: { tenant_id: a.id } } })).toEqual(
      entered,
    );
    expect(await hook({ role: 'authenticated', claims: { sub }, headers: { 'x-tenant-id': a.id } })).toEqual(
      entered,
    );
    expect(
      await hook({
        role: 'service_role',
        claims: { role: 'service_role' },
        headers: { 'x-tenant-id': a.id },
      }),
    ).toEqual({
      ...entered,
      user: null,
    });
  });

  test('lets a request without a tenant pass, which then sees nothing', async () => {
    const sub = await accountOf(db.tenants.a.ownerId);
    expect(await hook({ role: 'authenticated', claims: { sub } })).toEqual(NOBODY);
  });

  test('refuses a foreign tenant, a header that differs from the claims, and nonsense', async () => {
    const sub = await accountOf(a.ownerId);
    const state = (claims: object, tenant: string) =>
      sqlStateOf(hook({ role: 'authenticated', claims, headers: { 'x-tenant-id': tenant } }));
    expect(await state({ sub }, b.id)).toBe('42501');
    expect(await state({ sub, tenant_id: a.id }, b.id)).toBe('42501');
    expect(await state({ sub }, "1' OR true")).toBe('42501');
    expect(await sqlStateOf(hook({ role: 'anon' }))).toBe('42501');
  });

  test('refuses an account that is none, and says what it must be', async () => {
    for (const sub of ['', 'x', a.ownerId, "' OR true", {}, [], 1, true]) {
      const asked: Request = { role: 'authenticated', claims: { sub, tenant_id: a.id } };
      await expect(hook(asked)).rejects.toMatchObject({
        code: '42501',
        hint: expect.stringContaining('UUID'),
      });
      await expect(hook({ role: 'authenticated', claims: { sub } })).rejects.toMatchObject({ code: '42501' });
      expect(await sqlStateOf(request(asked, (trx) => enter(trx, a.id)))).toBe('42501');
      expect(
        await sqlStateOf(request(asked, (trx) => trx.raw('SELECT app.accept_invitation(?)', ['1.1.x']))),
      ).toBe('42501');
    }
  });

  test('refuses a tenant of any other shape than a number, in claims and header', async () => {
    const sub = await accountOf(a.ownerId);
    for (const odd of ['', 'x', '-1', '1.0', ' 1', '9'.repeat(19), '1\n', {}, [], [a.id], 1.5, 1e30, true]) {
      const claims = [
        { sub, tenant_id: odd },
        { sub, app_metadata: { tenant_id: odd } },
      ];
      for (const each of claims) {
        await expect(hook({ role: 'authenticated', claims: each })).rejects.toMatchObject({
          code: '42501',
          hint: expect.stringContaining('number of a tenant'),
        });
        // Without the hook the policies see no tenant, and raise nothing.
        expect(await request({ role: 'authenticated', claims: each }, context)).toEqual(NOBODY);
      }
      expect(
        await sqlStateOf(hook({ role: 'authenticated', claims: { sub }, headers: { 'x-tenant-id': odd } })),
      ).toBe('42501');
    }
  });
});

test('nobody outside the application and the service can run a function of ours', async () => {
  const { rows } = await db.knex.raw(`
    SELECT p.oid::regprocedure::text AS name FROM pg_proc p
    WHERE p.pronamespace IN ('app'::regnamespace, 'auth'::regnamespace, 'public'::regnamespace)
      AND (has_function_privilege('anon', p.oid, 'EXECUTE') OR NOT p.proconfig @> ARRAY['search_path=pg_catalog, pg_temp']
           -- A procedure that commits cannot have settings; what policies ask has none (context.test.ts).
           OR p.proconfig IS NULL AND p.prokind <> 'p'
             AND p.proname NOT IN ('current_tenant_id', 'current_user_id', 'has_permission', 'tenant_read_by'))`);
  expect(rows).toEqual([]);
});
