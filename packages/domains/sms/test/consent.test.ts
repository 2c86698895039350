import { outcomes } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { contacts, services } from '../test-factories.ts';
import { claim, contact, type Desk, freshNumber, friend, mayText, openDesk, sms } from './texting.ts';

const SESSIONS = 20;

const {
  database,
  a,
  call: inA,
} = inDomain('sms', {
  // Rows that these tests write by hand.
  broken: ['sms/consent_as_logged'],
});
let desk: Desk;

beforeAll(async () => {
  desk = await openDesk(database, a);
});

const NOON = '2026-07-01T12:00:00Z';

describe('may a number be texted', () => {
  const add = async (columns: object) => {
    const phone = freshNumber();
    await contacts.create(database.knex, { tenant_id: a.id, phone, ...columns });
    return phone;
  };
  const ask = (phone: string, at: string, service: string | null = null) =>
    database.asTenant(a, (trx) => mayText(trx, phone, at, service));
  const agreed = { consent_status: 'opted_in', consent_changed_at: NOON };

  test('not without consent, unless it is for something else than marketing', async () => {
    const phone = await add({ quiet_from: '00:00', quiet_until: '00:00' });
    expect(await ask(phone, NOON)).toEqual({ allowed: false, reason: 'no_consent', next_allowed_at: null });
    expect(await ask(phone, NOON, desk.services.marketing)).toMatchObject({ reason: 'no_consent' });
    expect(await ask(phone, NOON, desk.services.support)).toMatchObject({ allowed: true, reason: null });
    const nobody = freshNumber();
    expect(await ask(nobody, NOON, desk.services.support)).toMatchObject({ reason: 'unknown_number' });
    expect(await ask(nobody, NOON, desk.services.transactional)).toMatchObject({ allowed: true });
    expect(await ask('030 1234', NOON, desk.services.transactional)).toMatchObject({
      reason: 'invalid_number',
    });
  });

  test('never after an opt-out', async () => {
    const phone = await add({ consent_status: 'opted_out', consent_changed_at: NOON });
    for (const service of [null, ...Object.values(desk.services)]) {
      expect(await ask(phone, NOON, service)).toEqual({
        allowed: false,
        reason: 'opted_out',
        next_allowed_at: null,
      });
    }
  });

  test('not for a service that is switched off', async () => {
    const off = { tenant_id: a.id, sender_account_id: null, is_active: false };
    const { id } = await services.create(database.knex, off);
    expect(await ask(await add(agreed), NOON, id)).toMatchObject({ reason: 'service_inactive' });
  });

  // Default quiet hours: 21:00 to 08:00 by the clock of the recipient.
  test.each([
    ['America/New_York', '2026-07-01T00:59:59Z', null],
    ['America/New_York', '2026-07-01T01:00:00Z', '2026-07-01T12:00:00Z'],
    ['America/New_York', '2026-07-01T11:59:59Z', '2026-07-01T12:00:00Z'],
    ['America/New_York', '2026-07-01T12:00:00Z', null],
    ['America/New_York', '2026-12-01T12:30:00Z', '2026-12-01T13:00:00Z'],
    ['Asia/Ho_Chi_Minh', '2026-07-01T14:00:00Z', '2026-07-02T01:00:00Z'],
    ['Asia/Kathmandu', '2026-07-01T02:14:59Z', '2026-07-01T02:15:00Z'],
    // The night in which clocks go forward, and that in which they go back.
    ['Europe/Berlin', '2026-03-28T20:30:00Z', '2026-03-29T06:00:00Z'],
    ['Europe/Berlin', '2026-10-24T20:30:00Z', '2026-10-25T07:00:00Z'],
    [null, '2026-07-01T22:00:00Z', '2026-07-02T08:00:00Z'],
  ])('in %s at %s: next at %s', async (timezone, at, next) => {
    const phone = await add({ ...agreed, timezone });
    const answer = await ask(phone, at);
    if (next === null) expect(answer).toEqual({ allowed: true, reason: null, next_allowed_at: new Date(at) });
    else {
      expect(answer).toEqual({ allowed: false, reason: 'quiet_hours', next_allowed_at: new Date(next) });
      expect(await ask(phone, next)).toMatchObject({ allowed: true });
    }
    expect(await ask(phone, at, desk.services.transactional)).toMatchObject({ allowed: true });
  });

  test('with quiet hours within one day', async () => {
    const phone = await add({ ...agreed, timezone: 'UTC', quiet_from: '12:00', quiet_until: '14:00' });
    expect(await ask(phone, '2026-07-01T11:59:00Z')).toMatchObject({ allowed: true });
    expect(await ask(phone, '2026-07-01T13:00:00Z')).toMatchObject({
      allowed: false,
      next_allowed_at: new Date('2026-07-01T14:00:00Z'),
    });
    expect(await ask(phone, '2026-07-01T23:00:00Z')).toMatchObject({ allowed: true });
  });

  test.each(['Mars/Olympus', 'UTC+3', 'berlin'])('the zone %s is refused', async (timezone) => {
    await expect(add({ timezone })).rejects.toMatchObject({ code: expect.stringMatching(/^(22023|23514)$/) });
  });
});

describe('consent', () => {
  test('is what was said last, in whatever order it is recorded, and the log has it all', async () => {
    const phone = freshNumber();
    expect(await inA('record_opt_in', phone, 'form', 'I agree', '2026-01-01')).toBe(true);
    expect(await inA('record_opt_out', phone, 'call', 'no more', '2026-03-01')).toBe(true);
    expect(await inA('record_opt_in', phone, 'import', null, '2026-02-01')).toBe(false);
    expect(await inA('record_opt_in', phone, 'import', null, '2026-03-01')).toBe(false);
    expect(await contact(database, phone)).toMatchObject({ consent_status: 'opted_out' });
    expect(await inA('record_opt_in', phone, 'form', 'again', '2026-04-01')).toBe(true);
    const { id } = await contact(database, phone);
    expect(await database.knex('sms_consent_log').where({ contact_id: id })).toHaveLength(5);
    await expect(inA('record_opt_in', phone, 'form', null, '2099-01-01')).rejects.toMatchObject({
      code: '22023',
    });
    await expect(inA('record_opt_out', '0301234', 'staff')).rejects.toMatchObject({ code: '22023' });
  });

  test('cannot be invented or forgotten by the application role', async () => {
    for (const sql of [
      "UPDATE sms_contacts SET consent_status = 'opted_in', consent_changed_at = now()",
      'DELETE FROM sms_contacts',
      "UPDATE sms_contacts SET phone = '+15550109999'",
      'DELETE FROM sms_consent_log',
      "UPDATE sms_consent_log SET consent = 'opted_in'",
      "INSERT INTO sms_consent_log (tenant_id, contact_id, consent, source) SELECT tenant_id, id, 'opted_in', 'form' FROM sms_contacts",
      'DELETE FROM sms_message_keys',
      "UPDATE sms_messages SET status = 'queued'",
      'DELETE FROM sms_messages',
      'SELECT * FROM sms_messages_default',
    ]) {
      await expect(database.asTenant(a, (trx) => trx.raw(sql))).rejects.toMatchObject({ code: '42501' });
    }
  });

  test.each(['STOP', ' stop. ', 'Unsubscribe!', 'Stop all', 'QUIT'])(
    '%p in a message is an opt-out, START takes it back',
    async (word) => {
      const phone = await friend(database, a);
      const deliver = (sid: string, body: string) =>
        inA<string>('receive_sms', 'acme', sid, phone, desk.number, body);
      const queued = await inA<string>(
        'enqueue_sms',
        phone,
        'sale',
        `sale ${phone}`,
        desk.services.marketing,
      );
      await deliver(`stop ${phone}`, word);
      expect(await contact(database, phone)).toMatchObject({ consent_status: 'opted_out' });
      expect(await sms(database, queued)).toMatchObject({
        status: 'cancelled',
        provider_error_code: 'opted_out',
      });
      await deliver(`start ${phone}`, 'Start');
      await deliver(`stop ${phone}`, word);
      expect(await contact(database, phone)).toMatchObject({ consent_status: 'opted_in' });
      expect(await sms(database, queued)).toMatchObject({ status: 'cancelled' });
    },
  );

  test('is not read into other words', async () => {
    const phone = await friend(database, a);
    await inA('receive_sms', 'acme', `talk ${phone}`, phone, desk.number, 'do not stop');
    expect(await contact(database, phone)).toMatchObject({ consent_status: 'opted_in' });
  });
});

test('an opt-out and twenty sessions that queue: nothing waits for the number afterwards', async () => {
  for (let round = 0; round < 8; round++) {
    const phone = await friend(database, a);
    const queue = (i: number) =>
      inA<string>('enqueue_sms', phone, `offer ${i}`, `race ${phone} ${i}`, desk.services.marketing);
    const half = SESSIONS / 2;
    const [first, out, second] = await Promise.all([
      outcomes(Array.from({ length: half }, (_, i) => queue(i))),
      outcomes([inA<boolean>('record_opt_out', phone, 'keyword', 'STOP')]),
      outcomes(Array.from({ length: half }, (_, i) => queue(half + i))),
    ]);
    expect(out).toEqual({ results: [true], codes: [] });
    expect(new Set([...first.codes, ...second.codes, '55000'])).toEqual(new Set(['55000']));
    const rows = await database.knex('sms_messages').where({ to_number: phone });
    expect(rows.filter((row) => row.status !== 'cancelled')).toEqual([]);
    expect(rows).toHaveLength(first.results.length + second.results.length);
    await expect(queue(99)).rejects.toMatchObject({ code: '55000', detail: 'opted_out' });
  }
});

test('an opt-out and twenty workers: what was not taken before is never taken', async () => {
  for (let round = 0; round < 4; round++) {
    const phone = await friend(database, a);
    for (let i = 0; i < SESSIONS; i++) {
      await inA('enqueue_sms', phone, `offer ${i}`, `taken ${phone} ${i}`, desk.services.marketing);
    }
    const [taken, out] = await Promise.all([
      outcomes(Array.from({ length: SESSIONS }, (_, i) => claim(database, a, `worker ${i}`, 1))),
      outcomes([inA<boolean>('record_opt_out', phone, 'keyword', 'STOP')]),
    ]);
    expect([taken.codes, out.codes]).toEqual([[], []]);
    const rows = await database.knex('sms_messages').where({ to_number: phone });
    expect(rows.filter((row) => row.status === 'queued')).toEqual([]);
    expect(
      rows
        .filter((row) => row.status === 'sending')
        .map((row) => row.id)
        .sort(),
    ).toEqual(taken.results.flat().sort());
    expect(await claim(database, a, 'late worker', 100)).toEqual([]);
  }
});

test('who has opted out behind the back of the functions is passed over by workers', async () => {
  const phone = await friend(database, a);
  const id = await inA<string>('enqueue_sms', phone, 'offer', `behind ${phone}`, desk.services.marketing);
  await database.knex('sms_contacts').where({ phone }).update({ consent_status: 'opted_out' });
  expect(await claim(database, a, 'worker', 100)).not.toContain(id);
  expect(await sms(database, id)).toMatchObject({ status: 'cancelled', provider_error_code: 'opted_out' });
});
