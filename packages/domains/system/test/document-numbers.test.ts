import { registerDocumentKinds } from '@erp/kit/document-kinds';
import { refusal } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import type { Knex } from 'knex';
import { sqlStateOf } from './sql-state-of.ts';

const SESSIONS = 24;
const ROUNDS = 10;

const { database: db, a, b } = inDomain('system');
beforeAll(async () => {
  await registerDocumentKinds(db.knex, 'system', [
    { kind: 'order', name: 'Order', prefix: 'ORD-', permissions: ['stores.write', 'brands.write'] },
    { kind: 'invoice', name: 'Invoice', prefix: 'INV-', permissions: ['brands.write'] },
  ]);
});

const next = async (trx: Knex, kind: string, on = '2026-05-17'): Promise<string> =>
  (await trx.raw('SELECT app.next_document_number(?, ?::date) AS number', [kind, on])).rows[0].number;

const configure = (kind: string, columns: object) =>
  db.asTenant(db.tenants.a, (trx) =>
    trx('sys_document_sequences').insert({ tenant_id: db.tenants.a.id, kind, ...columns }),
  );

/** Many sessions at once, each taking numbers in transactions of its own; every third one is rolled back. */
async function takeAtOnce(kind: string): Promise<number[]> {
  const kept: number[] = [];
  const clients = await Promise.all(Array.from({ length: SESSIONS }, () => db.connect()));
  await Promise.all(
    clients.map(async (client, session) => {
      for (let round = 0; round < ROUNDS; round++) {
        await client.query('BEGIN; SET LOCAL ROLE erp_app');
        await client.query('SELECT app.enter_tenant($1, $2)', [a.id, a.ownerId]);
        const { rows } = await client.query("SELECT app.next_document_number($1, '2026-05-17') AS number", [
          kind,
        ]);
        const undone = (session + round) % 3 === 0;
        await client.query(undone ? 'ROLLBACK' : 'COMMIT');
        if (!undone) kept.push(Number(/[0-9]+$/.exec(rows[0].number)?.[0]));
      }
    }),
  );
  await Promise.all(clients.map((client) => client.end()));
  return kept.sort((one, other) => one - other);
}

test('gap-free: many sessions, rollbacks among them, and no number missing or twice', async () => {
  const numbers = await takeAtOnce('invoice');
  expect(numbers).toEqual(Array.from({ length: (SESSIONS * ROUNDS * 2) / 3 }, (_, i) => i + 1));
});

test('fast: many sessions, and no number twice', async () => {
  await configure('parcel', { mode: 'fast', block_size: 7 });
  const numbers = await takeAtOnce('parcel');
  expect(numbers).toHaveLength((SESSIONS * ROUNDS * 2) / 3);
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('fast: a session does not wait for one that has not committed, gap-free does', async () => {
  await configure('ticket', { mode: 'fast' });
  await configure('receipt', { mode: 'gap_free' });
  const [slow, other] = [await db.connect(), await db.connect()];
  const enter = { text: 'SELECT app.enter_tenant($1, $2)', values: [a.id, a.ownerId] };
  const take = (kind: string) => ({
    text: "SELECT app.next_document_number($1, '2026-05-17') AS number",
    values: [kind],
  });
  const inTransaction = async (client: typeof slow, kind: string) => {
    await client.query('BEGIN');
    await client.query(enter);
    return client.query(take(kind));
  };
  // The first block is there, and so is a second one: two sessions held it open at the same time before.
  await inTransaction(slow, 'ticket');
  await slow.query('COMMIT');
  await inTransaction(slow, 'ticket');
  await db.knex.raw(`
    INSERT INTO sys_document_counters (tenant_id, sequence_id, period, block_start, next_value, last_value)
    SELECT c.tenant_id, c.sequence_id, c.period, 1001, 1001, 1050
    FROM sys_document_counters c JOIN sys_document_sequences s ON s.tenant_id = c.tenant_id AND s.id = c.sequence_id
    WHERE s.kind = 'ticket' AND c.block_start = 1`);
  const taken = inTransaction(other, 'ticket');
  expect(await db.untilBlocked(taken)).toBe(false);
  expect((await taken).rows[0].number).toBe('2026-001001');
  await slow.query('COMMIT');
  await other.query('COMMIT');

  await inTransaction(slow, 'receipt');
  const late = inTransaction(other, 'receipt');
  expect(await db.untilBlocked(late)).toBe(true);
  await slow.query('ROLLBACK');
  await late;
  await other.query('ROLLBACK');
});

test('counting starts again with each period and belongs to one tenant', async () => {
  expect(await db.asTenant(a, (trx) => next(trx, 'order'))).toBe('ORD-2026-000001');
  expect(await db.asTenant(a, (trx) => next(trx, 'order'))).toBe('ORD-2026-000002');
  expect(await db.asTenant(a, (trx) => next(trx, 'order', '2027-01-01'))).toBe('ORD-2027-000001');
  expect(await db.asTenant(b, (trx) => next(trx, 'order'))).toBe('ORD-2026-000001');

  await configure('memo', { prefix: 'M', period: 'month', digits: 2, start_value: 99 });
  expect(await db.asTenant(a, (trx) => next(trx, 'memo'))).toBe('M202605-99');
  expect(await db.asTenant(a, (trx) => next(trx, 'memo'))).toBe('M202605-100');
});

test('a change of mode goes on where the other one stopped', async () => {
  await configure('letter', { period: 'none' });
  const mode = (value: 'fast' | 'gap_free') =>
    db.asTenant(a, (trx) => trx('sys_document_sequences').where({ kind: 'letter' }).update({ mode: value }));
  const seen = [await db.asTenant(a, (trx) => next(trx, 'letter'))];
  await mode('fast');
  seen.push(
    await db.asTenant(a, (trx) => next(trx, 'letter')),
    await db.asTenant(a, (trx) => next(trx, 'letter')),
  );
  await mode('gap_free');
  seen.push(await db.asTenant(a, (trx) => next(trx, 'letter')));
  expect(seen).toEqual(['000001', '000002', '000003', '000052']);
});

/** Takes a number as somebody who holds just these permissions; what was drawn is given back. */
const drawWith = (permissions: readonly string[], kind: string, on?: string): Promise<string> =>
  db.asTenant(db.tenants.a, async (trx) => {
    await trx.raw("SELECT set_config('app.permissions', ?, true)", [`,${permissions.join()},`]);
    return next(trx, kind, on);
  });
const content = async () =>
  (
    await db.knex.raw(
      `SELECT (SELECT string_agg(s::text, ';' ORDER BY s::text) FROM sys_document_sequences s) AS sequences,
        (SELECT string_agg(c::text, ';' ORDER BY c::text) FROM sys_document_counters c) AS counters`,
    )
  ).rows;

test('who may not make the document draws no number of it', async () => {
  const before = await content();
  expect(await refusal(drawWith(['logs.write'], 'order'))).toMatchObject({
    code: '42501',
    message: 'Permission stores.write or brands.write is missing.',
  });
  expect(await sqlStateOf(drawWith(['stores.write'], 'invoice'))).toBe('42501');
  expect(await content()).toEqual(before);
  expect(await drawWith(['stores.write'], 'order', '2031-01-01')).toBe('ORD-2031-000001');
  expect(await drawWith(['brands.write'], 'order', '2031-01-01')).toBe('ORD-2031-000002');
});

test('a kind of the tenant itself asks what its sequence says, else system.manage', async () => {
  await configure('pickup', { permission: 'stores.write' });
  await configure('contract', {});
  expect(await drawWith(['stores.write'], 'pickup')).toBe('2026-000001');
  expect(await sqlStateOf(drawWith(['stores.write'], 'contract'))).toBe('42501');
  expect(await drawWith(['system.manage'], 'contract')).toBe('2026-000001');
  // What a domain registered counts, whatever the sequence of the tenant says.
  await configure('invoice', { permission: 'stores.write' }).catch(() => {});
  expect(await sqlStateOf(drawWith(['stores.write'], 'invoice'))).toBe('42501');
});

test('an unknown kind and a day outside the calendar are refused by name, and change nothing', async () => {
  const before = await content();
  for (const kind of ['junk_by_viewer', 'x'.repeat(100_000), '']) {
    const refused = (await refusal(db.asTenant(a, (trx) => next(trx, kind)))) as Record<string, string>;
    expect(refused).toMatchObject({ code: 'P0002', hint: expect.stringContaining('sys_document_sequences') });
    expect(refused.detail).toContain('invoice');
    expect(refused.message?.length).toBeLessThan(200);
  }
  for (const day of ['infinity', '-infinity', '10000-01-01', '0001-12-31 BC']) {
    expect(await sqlStateOf(db.asTenant(a, (trx) => next(trx, 'order', day)))).toBe('22008');
  }
  expect(await content()).toEqual(before);
});

test('there is no number outside a tenant, and counters cannot be set back', async () => {
  expect(await sqlStateOf(next(db.knex, 'order'))).toBe('42501');
  expect(
    await sqlStateOf(
      db.asTenant(db.tenants.a, (trx) => trx('sys_document_counters').update({ next_value: 1 })),
    ),
  ).toBe('42501');
});
