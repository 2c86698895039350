import { inDomain } from '@erp/testing/in-domain';
import { addMember } from '@erp/testing/tenants';
import type { Knex } from 'knex';

const { database: db, a } = inDomain('logs', {
  // Rows that these tests write by hand.
  broken: ['logs/taken_delivery_was_called'],
});

const inA = <Result>(work: (trx: Knex.Transaction) => Promise<Result>) => db.asTenant(db.tenants.a, work);

test('an event of a person has the request that it belongs to, from the settings or from the gateway', async () => {
  await inA(async (trx) => {
    await trx.raw(
      "SELECT set_config('app.request_id', 'r-1', true), set_config('app.user_agent', 'till/3', true)",
    );
    await trx.raw("SELECT app.log_event('export', 'customer', 7, ?::jsonb)", [
      JSON.stringify({ rows: 3, nested: [{ accessToken: 't', Password: null, note: 'ok' }] }),
    ]);
  });
  expect(await db.knex('logs_human').where({ action: 'export' }).first()).toMatchObject({
    source: 'application',
    entity_type: 'customer',
    entity_id: '7',
    actor_id: a.ownerId,
    request_id: 'r-1',
    user_agent: 'till/3',
    details: { rows: 3, nested: [{ accessToken: '***', Password: null, note: 'ok' }] },
  });

  await inA(async (trx) => {
    await trx.raw("SELECT set_config('request.headers', ?, true)", [
      JSON.stringify({ 'x-request-id': 'r-2', 'user-agent': 'browser', 'x-forwarded-for': '203.0.113.9' }),
    ]);
    await trx.raw("SELECT set_config('app.client_ip', 'not an address', true)");
    await trx.raw("SELECT app.log_event('login')");
  });
  expect(await db.knex('logs_human').where({ action: 'login' }).first()).toMatchObject({
    request_id: 'r-2',
    user_agent: 'browser',
    ip_address: null,
  });
});

test('a header that is no JSON keeps nothing from being done', async () => {
  await inA(async (trx) => {
    await trx.raw("SELECT set_config('request.headers', 'x', true)");
    await trx.raw("SELECT app.log_event('logout')");
  });
  expect(await db.knex('logs_human').where({ action: 'logout' }).first()).toMatchObject({ request_id: null });
});

test('a job tells what it did, for the tenant that it has entered', async () => {
  await db.knex.transaction(async (trx) => {
    await trx.raw('SET LOCAL ROLE erp_service');
    await trx.raw('SELECT app.enter_tenant(?::bigint)', [db.tenants.b.id]);
    await trx.raw("SELECT app.log_system_event('job_failed', NULL, NULL, ?::jsonb, 'timed out')", [
      JSON.stringify({ job: 'sync prices', authorization: 'Bearer x' }),
    ]);
  });
  expect(await db.knex('logs_system').first()).toMatchObject({
    tenant_id: db.tenants.b.id,
    user_id: null,
    response: 'timed out',
    details: { job: 'sync prices', authorization: '***' },
  });
});

test('of a webhook call neither bodies nor address keep a secret', async () => {
  await inA((trx) =>
    trx.raw("SELECT app.log_webhook('out', ?, 'orders', ?::jsonb, ?::jsonb, 503, 'd-1', 2, NULL, 120)", [
      'https://user:pw@example.com/hook?token=abc#x',
      JSON.stringify({ id: 1, card_number: '4111' }),
      JSON.stringify({ 'Set-Cookie': 's' }),
    ]),
  );
  const row = await db.knex('logs_webhook').first();
  expect(row).toMatchObject({
    endpoint: 'https://example.com/hook',
    status: 503,
    attempt: 2,
    request_data: { id: 1, card_number: '***' },
    response_data: { 'Set-Cookie': '***' },
  });
});

test('thirty sessions get the same delivery, one of them takes it; another sender has numbers of its own', async () => {
  const clients = await Promise.all(Array.from({ length: 30 }, () => db.connect()));
  const taken = await Promise.all(
    clients.map(async (client, session) => {
      await client.query(`BEGIN; SET LOCAL ROLE erp_app; SELECT app.enter_tenant(${a.id}, ${a.ownerId})`);
      const { rows } = await client.query("SELECT app.accept_delivery('carrier', 'd-1') AS first");
      // The first three fail at their work: the delivery is then taken by somebody else.
      const fails = session < 3;
      await client.query(fails ? 'ROLLBACK' : 'COMMIT');
      return rows[0].first && !fails;
    }),
  );
  expect(taken.filter(Boolean)).toHaveLength(1);
  const again = (sender: string) =>
    inA(
      async (trx) =>
        (await trx.raw('SELECT app.accept_delivery(?, ?) AS first', [sender, 'd-1'])).rows[0].first,
    );
  expect(await again('carrier')).toBe(false);
  expect(await again('bank')).toBe(true);
});

test('old deliveries are forgotten, and only they', async () => {
  await db.knex('logs_webhook_deliveries').insert({
    tenant_id: db.tenants.b.id,
    sent_by: 'carrier',
    delivery_id: 'old',
    created_at: new Date(Date.now() - 91 * 86_400_000),
  });
  const before = await db.knex('logs_webhook_deliveries').whereNot({ delivery_id: 'old' });
  await db.knex.transaction(async (trx) => {
    await trx.raw('SET LOCAL ROLE erp_service');
    expect((await trx.raw('SELECT app.forget_deliveries() AS n')).rows[0].n).toBe('1');
  });
  expect(await db.knex('logs_webhook_deliveries')).toEqual(before);
});

test('the logs are read by those who may, and written by functions alone', async () => {
  const viewer = await addMember(db, a, 'viewer');
  await db.asTenant(viewer, (trx) => trx.raw("SELECT app.log_event('view', 'order', 1)"));
  for (const table of ['logs_human', 'logs_system', 'logs_webhook', 'logs_webhook_deliveries'] as const) {
    expect(await db.asTenant(viewer, (trx) => trx(table))).toEqual([]);
    for (const write of [
      (trx: Knex) => trx.raw(`INSERT INTO ${table} (tenant_id) VALUES (?)`, [a.id]),
      (trx: Knex) => trx.raw(`UPDATE ${table} SET tenant_id = tenant_id`),
      (trx: Knex) => trx.raw(`DELETE FROM ${table}`),
    ])
      await expect(inA((trx) => write(trx))).rejects.toMatchObject({ code: '42501' });
  }
  await expect(db.knex.raw("SELECT app.log_event('view')")).rejects.toMatchObject({ code: '42501' });
  await expect(inA((trx) => trx.raw("SELECT app.log_event('peek')"))).rejects.toMatchObject({
    code: '23514',
  });
});
