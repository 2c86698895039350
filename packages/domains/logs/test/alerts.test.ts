import { inDomain } from '@erp/testing/in-domain';
import { addMember, type TestTenant } from '@erp/testing/tenants';
import type { Knex } from 'knex';
import { kinds } from '../test-factories.ts';

const {
  database: db,
  a,
  b,
} = inDomain('logs', {
  // Rows that these tests write by hand; sessions at once leave steps that bear the start of their transactions.
  broken: [
    'logs/alert_as_its_steps',
    'logs/alert_raised_in_time',
    'logs/alert_steps',
    'logs/one_trouble_at_a_time',
  ],
});
let subject = 0;

beforeEach(() => {
  subject += 1;
});

const raise = async (
  trx: Knex,
  key = 'low_stock',
  id = subject,
  details: object = {},
): Promise<string | null> =>
  (
    await trx.raw("SELECT app.raise_alert(?, 'inventory', ?, ?::jsonb) AS id", [
      key,
      id,
      JSON.stringify(details),
    ])
  ).rows[0].id;
const call = async (
  trx: Knex,
  name: string,
  id: string | null,
  note: string | null = null,
): Promise<boolean> => (await trx.raw(`SELECT app.${name}(?, ?) AS done`, [id, note])).rows[0].done;
const inA = <Result>(work: (trx: Knex.Transaction) => Promise<Result>) => db.asTenant(db.tenants.a, work);
const alert = (id: string | null) =>
  db
    .knex('alerts')
    .where({ id: id ?? '0' })
    .first();
const events = (id: string | null) =>
  db
    .knex('alert_events')
    .where({ alert_id: id ?? '0' })
    .orderBy('id')
    .pluck('event');

/** Many sessions at once, each of them inside the tenant in a transaction of its own. */
async function atOnce<Result>(
  count: number,
  work: (query: (sql: string, values?: unknown[]) => Promise<Result>, session: number) => Promise<Result>,
  tenant: TestTenant = db.tenants.a,
): Promise<Result[]> {
  const clients = await Promise.all(Array.from({ length: count }, () => db.connect()));
  return Promise.all(
    clients.map(async (client, session) => {
      await client.query(
        `BEGIN; SET LOCAL ROLE erp_app; SELECT app.enter_tenant(${tenant.id}, ${tenant.ownerId})`,
      );
      const result = await work(async (sql, values) => (await client.query(sql, values)).rows[0], session);
      await client.query('COMMIT');
      return result;
    }),
  );
}

test('forty sessions that raise the same thing raise one alert, counted forty times', async () => {
  const ids = await atOnce(40, (query) =>
    query("SELECT app.raise_alert('same_thing', 'inventory', $1, '{}', 'high') AS id", [subject]),
  );
  const [first] = ids as { id: string }[];
  expect(new Set((ids as { id: string }[]).map((each) => each.id)).size).toBe(1);
  expect(await alert(first?.id ?? '0')).toMatchObject({ occurrences: 40, status: 'open', severity: 'high' });
  expect(await events(first?.id ?? '0')).toEqual(['raised']);
  expect(await db.knex('alert_keys').where({ key: 'same_thing' })).toHaveLength(1);
});

test('raised while another session resolves it: never two open ones, and none is lost', async () => {
  const id = await inA((trx) => raise(trx));
  for (let round = 0; round < 5; round++) {
    await atOnce(12, (query, session) =>
      session % 3 === 0
        ? query(
            "SELECT app.resolve_alert(id) FROM alerts WHERE entity_type = 'inventory' AND entity_id = $1 AND resolved_at IS NULL",
            [subject],
          )
        : query("SELECT app.raise_alert('low_stock', 'inventory', $1) AS id", [subject]),
    );
  }
  const rows = await db.knex('alerts').where({ entity_id: String(subject) });
  expect(rows.filter((row) => row.resolved_at === null).length).toBeLessThanOrEqual(1);
  expect(rows.reduce((sum, row) => sum + row.occurrences, 0)).toBe(1 + 5 * 8);
  for (const row of rows) expect((await events(row.id))[0]).toBe('raised');
  expect(rows.map((row) => row.id)).toContain(id);
});

test('taken on once, resolved once, reopened once, by whom and with what was said', async () => {
  const id = await inA((trx) => raise(trx, 'low_stock', subject, { left: 2, api_key: 'k' }));
  const done = await atOnce(8, (query) => query('SELECT app.acknowledge_alert($1) AS done', [id]));
  expect((done as { done: boolean }[]).filter((each) => each.done)).toHaveLength(1);
  expect(await alert(id)).toMatchObject({
    status: 'acknowledged',
    acknowledged_by: a.ownerId,
    details: { left: 2, api_key: '***' },
  });
  // What is known already does not lose its owner.
  expect(await inA((trx) => raise(trx, 'low_stock', subject, { left: 1 }))).toBe(id);
  expect(await alert(id)).toMatchObject({ status: 'acknowledged', occurrences: 2, details: { left: 1 } });

  expect(await inA((trx) => call(trx, 'resolve_alert', id, 'ordered more'))).toBe(true);
  expect(await inA((trx) => call(trx, 'resolve_alert', id, 'again'))).toBe(false);
  expect(await alert(id)).toMatchObject({ resolution_notes: 'ordered more', resolved_by: a.ownerId });
  await expect(inA((trx) => call(trx, 'acknowledge_alert', id))).rejects.toMatchObject({ code: '55000' });

  expect(await inA((trx) => call(trx, 'reopen_alert', id, 'never came'))).toBe(true);
  expect(await inA((trx) => call(trx, 'reopen_alert', id))).toBe(false);
  expect(await alert(id)).toMatchObject({ status: 'open', resolved_at: null, acknowledged_by: null });
  expect(await events(id)).toEqual(['raised', 'acknowledged', 'resolved', 'reopened']);
});

test('a resolved alert stays resolved while another of its kind is open on the subject', async () => {
  const old = await inA((trx) => raise(trx));
  await inA((trx) => call(trx, 'resolve_alert', old));
  const next = await inA((trx) => raise(trx));
  expect(next).not.toBe(old);
  await expect(inA((trx) => call(trx, 'reopen_alert', old))).rejects.toMatchObject({ code: '55000' });
  expect((await alert(old))?.status).toBe('resolved');
});

test('a kind that is switched off raises nothing; one that expires is over by itself', async () => {
  await inA((trx) => raise(trx, 'draft_left'));
  await inA((trx) => trx('alert_keys').where({ key: 'draft_left' }).update({ active: false }));
  expect(await inA((trx) => raise(trx, 'draft_left'))).toBeNull();

  await inA((trx) => kinds.create(trx, { key: 'flicker', auto_resolve_after: '1 hour' }));
  const id = await inA((trx) => raise(trx, 'flicker'));
  await db
    .knex('alerts')
    .where({ id: id ?? '0' })
    .update({ created_at: new Date(0), expires_at: new Date(1) });
  const clients = await Promise.all([db.connect(), db.connect(), db.connect()]);
  const expired = await Promise.all(
    clients.map(async (client) => {
      await client.query('SET ROLE erp_service');
      return Number((await client.query('SELECT app.expire_alerts() AS n')).rows[0].n);
    }),
  );
  expect(expired.reduce((sum, n) => sum + n, 0)).toBe(1);
  expect(await alert(id)).toMatchObject({ status: 'resolved', resolved_by: null });
  expect(await events(id)).toEqual(['raised', 'expired']);
});

test('permissions, borders, and no way round the functions', async () => {
  const id = await inA((trx) => raise(trx));
  const member = await addMember(db, a, 'member');
  const viewer = await addMember(db, a, 'viewer');
  expect(await db.asTenant(member, (trx) => raise(trx))).toBe(id);
  await expect(db.asTenant(viewer, (trx) => raise(trx))).rejects.toMatchObject({ code: '42501' });
  for (const name of ['acknowledge_alert', 'resolve_alert', 'reopen_alert']) {
    await expect(db.asTenant(member, (trx) => call(trx, name, id))).rejects.toMatchObject({ code: '42501' });
    await expect(db.asTenant(b, (trx) => call(trx, name, id))).rejects.toMatchObject({ code: 'P0002' });
  }
  for (const write of [
    (trx: Knex) => trx('alerts').update({ status: 'resolved' }),
    (trx: Knex) => trx('alerts').delete(),
    (trx: Knex) => trx('alert_events').insert({ tenant_id: a.id, alert_id: id ?? '0', event: 'resolved' }),
    (trx: Knex) => trx.raw('SELECT app.lock_alert(?)', [id]),
    (trx: Knex) => trx.raw('SELECT app.expire_alerts()'),
  ])
    await expect(inA((trx) => write(trx))).rejects.toMatchObject({ code: '42501' });
  expect(await db.asTenant(b, (trx) => raise(trx))).not.toBe(id);
  expect(await db.asTenant(viewer, (trx) => trx('alerts').where({ id: id ?? '0' }))).toHaveLength(0);
  expect(await db.asTenant(member, (trx) => trx('alerts').where({ id: id ?? '0' }))).toHaveLength(1);
});
