import { text } from 'node:stream/consumers';
import { withTenant as withTenantOfKnex } from '@erp/client/knex';
import { withTenant as withTenantOfKysely } from '@erp/client/kysely';
import { type TenantClient, type TenantSession, withTenant } from '@erp/client/pg';
import { logStatements } from '@erp/test-database/statement-log';
import { until } from '@erp/test-database/until';
import { inDomain } from '@erp/testing/in-domain';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';

const { database, a } = inDomain('system');
const owner = (): TenantSession => ({ tenant: a.id, user: a.ownerId, role: 'erp_app' });
const add = (code: string) =>
  `INSERT INTO sys_brands (tenant_id, code, name) VALUES (${a.id}, '${code}', '${code}')`;

let pool: pg.Pool;
beforeEach(() => {
  pool = new pg.Pool({ ...(database.settings as pg.PoolConfig), max: 1 });
});
afterEach(() => pool.end());

test('a stream has the connection for itself, between the queries around it', async () => {
  const copied = await withTenant(pool, owner(), async (client) => {
    await client.query(add('streamed'));
    const before = client.query('SELECT 1');
    const stream = client.query(
      copyTo("COPY (SELECT code FROM sys_brands WHERE code = 'streamed') TO STDOUT"),
    );
    const after = client.query<{ codes: string }>('SELECT count(*) AS codes FROM sys_brands');
    const [, content, { rows }] = await Promise.all([before, text(stream), after]);
    return [content, rows[0]?.codes];
  });
  expect(copied).toEqual(['streamed\n', '1']);
});

test('a connection that is lost while it commits is told, and replaced', async () => {
  // BEGIN, role, entering, the insert, whether it has written, COMMIT.
  const log = await logStatements(database.settings, { statement: 6, when: 'after' });
  const cut = new pg.Pool({ ...(log.settings as pg.PoolConfig), max: 1 });
  cut.on('error', () => {});
  let attempts = 0;
  const lost = withTenant(cut, owner(), async (client) => {
    attempts += 1;
    await client.query(add('lost'));
  });
  await expect(lost).rejects.toMatchObject({ code: 'commit_unknown' });
  expect(attempts).toBe(1);
  expect(
    await withTenant(cut, owner(), async (client) => (await client.query('SELECT 1 AS one')).rows),
  ).toEqual([{ one: 1 }]);
  await cut.end();
  await log.close();
});

test('a connection that is lost in the one trip is told, whatever it was that got lost', async () => {
  // BEGIN, role, entering, the insert, COMMIT.
  const log = await logStatements(database.settings, { statement: 5, when: 'after' });
  const cut = new pg.Pool({ ...(log.settings as pg.PoolConfig), max: 1 });
  cut.on('error', () => {});
  const lost = withTenant(cut, owner(), (client) => client.query(add('lost1')), { oneTrip: true });
  await expect(lost).rejects.toMatchObject({ code: 'commit_unknown' });
  await cut.end();
  await log.close();
});

test('queries that are sent together are committed together in one trip', async () => {
  const codes = ['together1', 'together2'];
  await withTenant(pool, owner(), (client) => Promise.all(codes.map((code) => client.query(add(code)))), {
    oneTrip: true,
  });
  const failing = [add('together3'), add('together1')];
  const refused = withTenant(
    pool,
    owner(),
    (client) => Promise.all(failing.map((text) => client.query(text))),
    { oneTrip: true },
  );
  await expect(refused).rejects.toMatchObject({ code: '23505' });
  const kept = await database
    .knex('sys_brands')
    .where('code', 'like', 'together%')
    .orderBy('code')
    .pluck('code');
  expect(kept).toEqual(codes);
});

test('a query that Knex cancels because its time is over is cancelled on the server', async () => {
  const holder = await database.connect();
  await holder.query('SELECT pg_advisory_lock(1976)');
  const waiting = withTenantOfKnex(database.knex, owner(), (trx) =>
    trx.raw('SELECT pg_advisory_xact_lock(1976)').timeout(50, { cancel: true }),
  );
  await expect(waiting).rejects.toThrow('timeout');
  // The signal is sent by then; without it the query would wait for as long as the lock is held.
  const waits = { locktype: 'advisory', objid: 1976, granted: false };
  await until(async () => (await database.knex('pg_locks').where(waits)).length === 0);
  await holder.query('SELECT pg_advisory_unlock(1976)');
});

/** A connection whose BEGIN fails, as it does where a cancellation that was meant for somebody else arrives late. */
class LateCancelled extends pg.Client {
  override query(...given: unknown[]) {
    const [first] = given as [{ readonly text?: string }];
    const asked = first.text === 'BEGIN' ? ['SELECT 1 / 0'] : given;
    return (super.query as (...asked: unknown[]) => never)(...asked);
  }
}

test('where BEGIN fails, nothing is handed over that was seen without a tenant', async () => {
  const faulty = new pg.Pool({ ...(database.settings as pg.PoolConfig), max: 1, Client: LateCancelled });
  for (const oneTrip of [false, true]) {
    let seen: unknown = 'nothing';
    const work = async (client: TenantClient) => {
      seen = await client.query('SELECT code FROM sys_brands');
    };
    await expect(withTenant(faulty, owner(), work, { oneTrip })).rejects.toMatchObject({ code: '22012' });
    expect(seen).toBe('nothing');
  }
  await faulty.end();
});

test('claims name the account, and no user beside them changes it', async () => {
  const account = await database.knex('sys_users').where({ id: a.ownerId }).first('auth_user_id');
  const claims = { sub: account?.auth_user_id };
  const session = { tenant: a.id, claims, role: 'erp_app' } as const;
  const asked = (given: TenantSession) =>
    withTenant(
      pool,
      given,
      async (client) => (await client.query('SELECT app.current_user_id() AS id')).rows,
    );
  expect(await asked(session)).toEqual([{ id: a.ownerId }]);
  await expect(asked({ ...session, user: '999999' })).rejects.toMatchObject({ code: '42501' });
});

test('where a request comes from is known to the audit log', async () => {
  const request = { id: 'r-1', ip: '192.0.2.1', userAgent: 'test' };
  const [context] = await withTenant(
    pool,
    { ...owner(), request },
    async (client) =>
      (
        await client.query(
          "SELECT current_setting('app.request_id') AS id, current_setting('app.client_ip') AS ip",
        )
      ).rows,
  );
  expect(context).toEqual({ id: 'r-1', ip: '192.0.2.1' });
});

test('a handle whose pool cannot be had is refused, with the line to write', async () => {
  const db = new Kysely<Record<string, never>>({ dialect: new PostgresDialect({ pool }) });
  await expect(withTenantOfKysely(db, owner(), async () => {})).rejects.toMatchObject({
    code: 'no_pool',
    hint: expect.stringContaining('tenantKysely(pool'),
  });
  await database.knex.transaction(async (trx) => {
    await expect(withTenantOfKnex(trx, owner(), async () => {})).rejects.toMatchObject({ code: 'no_pool' });
  });
});

test('a serializable transaction is repeated when another one came first', async () => {
  let attempts = 0;
  await withTenant(pool, owner(), (client) => client.query(add('raced')), {});
  await withTenant(
    pool,
    owner(),
    async (client) => {
      attempts += 1;
      await client.query("SELECT * FROM sys_brands WHERE code = 'raced'");
      if (attempts === 1)
        await database.knex('sys_brands').where({ code: 'raced' }).update({ name: 'First' });
      await client.query("UPDATE sys_brands SET name = 'Second' WHERE code = 'raced'");
    },
    { isolation: 'serializable' },
  );
  expect(attempts).toBe(2);
  expect(await database.knex('sys_brands').where({ code: 'raced' }).first('name')).toEqual({
    name: 'Second',
  });
});
