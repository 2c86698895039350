import { until } from '@erp/test-database/until';
import { call, outcomes, refusal } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { accounts, numbers } from '../test-factories.ts';
import { claim, contact, type Desk, freshNumber, friend, openDesk, sms } from './texting.ts';

const SESSIONS = 20;

const { database, a, b, call: inA } = inDomain('sms');
let desk: Desk;

beforeAll(async () => {
  desk = await openDesk(database, a);
});

const atOnce = <Result>(work: (i: number) => Promise<Result>, sessions = SESSIONS) =>
  outcomes(Array.from({ length: sessions }, (_, i) => work(i)));
const queue = (phone: string, key: string, body = 'hello', ...rest: unknown[]) =>
  inA<string>('enqueue_sms', phone, body, key, desk.services.marketing, ...rest);

describe('queuing', () => {
  test('happens once for one key, however many sessions try', async () => {
    const phone = await friend(database, a);
    const { results, codes } = await atOnce(() => queue(phone, `once ${phone}`));
    expect(codes).toEqual([]);
    expect(new Set(results).size).toBe(1);
    expect(await sms(database, results[0] ?? '')).toMatchObject({
      direction: 'outbound',
      from_number: desk.number,
      to_number: phone,
      status: 'queued',
      provider: 'acme',
      segments: 1,
      user_id: a.ownerId,
    });
    const { id } = await contact(database, phone);
    const conversations = await database.knex('sms_meta_conversation').where({ contact_id: id });
    expect(conversations).toMatchObject([{ message_count: 1, unread_count: 0, status: 'active' }]);
    await expect(queue(phone, `once ${phone}`, 'else')).rejects.toMatchObject({ code: '23505' });
    await expect(queue(await friend(database, a), `once ${phone}`)).rejects.toMatchObject({ code: '23505' });
  });

  test('in quiet hours is put off to their end', async () => {
    const phone = await friend(database, a);
    await database
      .knex('sms_contacts')
      .where({ phone })
      .update({ timezone: 'UTC', quiet_from: '21:00', quiet_until: '08:00' });
    const id = await queue(phone, `night ${phone}`, 'good morning', '2030-01-01T23:00:00Z');
    expect(await sms(database, id)).toMatchObject({
      status: 'queued',
      due_at: new Date('2030-01-02T08:00:00Z'),
    });
    expect(await claim(database, a, 'early', 100)).not.toContain(id);
  });

  test('to somebody unknown is for transactional texts alone', async () => {
    const phone = freshNumber();
    await expect(queue(phone, `unknown ${phone}`)).rejects.toMatchObject({
      code: '55000',
      detail: 'unknown_number',
    });
    const code = () =>
      inA<string>('enqueue_sms', phone, 'your code', `code ${phone}`, desk.services.transactional);
    const { results, codes } = await atOnce(code);
    expect(codes).toEqual([]);
    expect(new Set(results).size).toBe(1);
  });

  test('needs a number that may send', async () => {
    const phone = await friend(database, a);
    const numbers = database.knex('sms_sender_phone_numbers');
    await numbers.clone().where({ id: desk.numberId }).update({ registration_status: 'pending' });
    await expect(queue(phone, `pending ${phone}`)).rejects.toMatchObject({ code: '55000' });
    await inA('enqueue_sms', phone, 'answer', `support ${phone}`, desk.services.support);
    await numbers.clone().where({ id: desk.numberId }).update({ registration_status: 'approved' });
    await queue(phone, `approved ${phone}`);
    await database.knex('sms_sender_accounts').update({ is_active: false });
    await expect(queue(phone, `inactive ${phone}`)).rejects.toMatchObject({ code: '55000' });
    await database.knex('sms_sender_accounts').update({ is_active: true });
  });

  test('prefers the number of the contact', async () => {
    const phone = await friend(database, a);
    const other = await numbers.create(database.knex, { tenant_id: a.id, account_id: null });
    await database.knex('sms_contacts').where({ phone }).update({ assigned_phone_number_id: other.id });
    expect(await sms(database, await queue(phone, `own ${phone}`))).toMatchObject({
      from_number: other.phone_number,
    });
  });

  test('can be taken back until a worker has it', async () => {
    const phone = await friend(database, a);
    const id = await queue(phone, `back ${phone}`);
    expect(await inA('cancel_sms', id)).toBe(true);
    expect(await inA('cancel_sms', id)).toBe(false);
    expect(await claim(database, a, 'worker', 100)).not.toContain(id);
  });
});

test('a hundred workers get each message once', async () => {
  await claim(database, a, 'sweeper', 1000);
  const phone = await friend(database, a);
  const ids: string[] = [];
  for (let i = 0; i < 150; i++) ids.push(await queue(phone, `pile ${phone} ${i}`));
  const taken: string[] = [];
  // Whoever comes while others look at the first ones may find nothing; the pile is worked off in rounds.
  while (taken.length < 150) {
    const { results, codes } = await atOnce((i) => claim(database, a, `worker ${i}`, 3), 100);
    expect(codes).toEqual([]);
    expect(results.flat()).not.toEqual([]);
    taken.push(...results.flat());
  }
  expect(taken).toHaveLength(150);
  expect([...taken].sort()).toEqual([...ids].sort());
  const rows = await database.knex('sms_messages').whereIn('id', ids);
  expect(new Set(rows.map((row) => `${row.status} ${row.attempts}`))).toEqual(new Set(['sending 1']));
});

describe('a lease', () => {
  test('that has run out lets another worker have the message, until it was tried too often', async () => {
    const id = await queue(await friend(database, a), `lease ${freshNumber()}`);
    for (let attempt = 1; attempt <= 5; attempt++) {
      expect(await claim(database, a, `worker ${attempt}`, 1000, '1 millisecond')).toContain(id);
      expect(await sms(database, id)).toMatchObject({
        status: 'sending',
        attempts: attempt,
        claimed_by: `worker ${attempt}`,
      });
      await until(async () => {
        const { rows } = await database.knex.raw(
          'SELECT due_at < clock_timestamp() AS over FROM sms_messages WHERE id = ?',
          [id],
        );
        return rows[0].over;
      });
    }
    expect(await claim(database, a, 'one more', 1000)).not.toContain(id);
    expect(await sms(database, id)).toMatchObject({
      status: 'failed',
      provider_error_code: 'attempts_exhausted',
    });
  });

  test('is given back by its holder alone', async () => {
    const id = await queue(await friend(database, a), `release ${freshNumber()}`);
    expect(await claim(database, a, 'holder', 1000)).toContain(id);
    expect(await inA('release_sms', id, 'somebody else')).toBe(false);
    expect(await inA('release_sms', id, 'holder', '2030-01-01', 'busy')).toBe(true);
    expect(await sms(database, id)).toMatchObject({ status: 'queued', provider_error_code: 'busy' });
    expect(await claim(database, a, 'holder', 1000)).not.toContain(id);
  });
});

describe('reports of a provider', () => {
  const sending = async () => {
    const id = await queue(await friend(database, a), `report ${freshNumber()}`);
    await claim(database, a, 'worker', 1000);
    return id;
  };

  test.each([
    [['sent', 'delivered', 'read'], 'read', [true, true, true], [0, 1, 2]],
    [['delivered', 'sent', 'delivered'], 'delivered', [true, false, false], [0, 0, undefined]],
    [['sent', 'sent', 'failed', 'failed'], 'failed', [true, false, true, false], [0, undefined, undefined]],
    [['delivered', 'failed'], 'delivered', [true, false], [undefined, 0, undefined]],
    [['failed', 'delivered', 'sent'], 'delivered', [true, true, false], [0, 1, undefined]],
    [['read', 'failed', 'sent', 'delivered'], 'read', [true, false, false, false], [0, 0, 0]],
  ])('%j end in %s', async (reports, end, moved, times) => {
    const id = await sending();
    const answers: boolean[] = [];
    for (const [i, status] of reports.entries()) {
      answers.push(
        await inA<boolean>('record_sms_status', id, status, `2026-11-01T10:0${i}:00Z`, `SM ${id}`),
      );
    }
    expect(answers).toEqual(moved);
    const row = await sms(database, id);
    expect(row).toMatchObject({ status: end, provider_message_sid: `SM ${id}`, due_at: null });
    // The first report of each kind gives the time, put in the order in which it must have been.
    expect([row.sent_at, row.delivered_at, row.read_at].map((each) => each?.getUTCMinutes())).toEqual(times);
  });

  test('from twenty sessions move the status once', async () => {
    const id = await sending();
    const { results, codes } = await atOnce(() =>
      inA<boolean>('record_sms_status', id, 'delivered', null, `SM ${id}`),
    );
    expect(codes).toEqual([]);
    expect(results.filter(Boolean)).toHaveLength(1);
  });

  test('by the id of the provider find the message once it is known', async () => {
    const id = await sending();
    const report = () => inA<boolean>('record_sms_callback', 'acme', `CB ${id}`, 'delivered');
    await expect(report()).rejects.toMatchObject({ code: 'P0002' });
    await inA('record_sms_status', id, 'sent', null, `CB ${id}`);
    expect(await report()).toBe(true);
    expect(await report()).toBe(false);
    const other = await sending();
    await expect(inA('record_sms_status', other, 'sent', null, `CB ${id}`)).rejects.toMatchObject({
      code: '23505',
      message: expect.stringContaining(`The provider's id CB ${id} belongs to another message.`),
    });
    await expect(inA('record_sms_status', id, 'sent', null, 'other id')).rejects.toMatchObject({
      code: '23505',
    });
    await expect(inA('record_sms_status', id, 'queued')).rejects.toMatchObject({ code: '22023' });
  });

  test('a status is not changed by hand, not even by the owner of the schema', async () => {
    const id = await sending();
    const byHand = database.knex('sms_messages').where({ id }).update({ status: 'queued' });
    await expect(byHand).rejects.toMatchObject({ code: '42501' });
  });
});

describe('receiving', () => {
  const deliver = (phone: string, sid: string, body = 'hello', at: string | null = null) =>
    inA<string>(
      'receive_sms',
      'acme',
      sid,
      phone,
      desk.number,
      body,
      at,
      JSON.stringify([{ file_url: 'https://example.com/1', mime_type: 'image/JPEG' }]),
    );

  test('the same delivery from twenty sessions makes one message', async () => {
    const phone = freshNumber();
    const { results, codes } = await atOnce(() => deliver(phone, `in ${phone}`));
    expect(codes).toEqual([]);
    expect(new Set(results).size).toBe(1);
    expect(await sms(database, results[0] ?? '')).toMatchObject({
      direction: 'inbound',
      status: 'received',
      message_type: 'mms',
    });
    expect(await database.knex('sms_attachments').where({ message_id: results[0] ?? '' })).toMatchObject([
      { mime_type: 'image/jpeg' },
    ]);
    const { id } = await contact(database, phone);
    const [conversation] = await database.knex('sms_meta_conversation').where({ contact_id: id });
    expect(conversation).toMatchObject({
      message_count: 1,
      unread_count: 1,
      state: 'open',
      status: 'waiting',
    });
  });

  test('many at once are counted, read, and open a closed conversation', async () => {
    const phone = freshNumber();
    const { codes } = await atOnce((i) => deliver(phone, `many ${phone} ${i}`));
    expect(codes).toEqual([]);
    const { id: contact_id } = await contact(database, phone);
    const read = async () => (await database.knex('sms_meta_conversation').where({ contact_id }))[0];
    const id = (await read())?.id;
    expect(await read()).toMatchObject({ message_count: SESSIONS, unread_count: SESSIONS });
    expect(await inA('mark_sms_conversation_read', id)).toBe(0);
    expect(await inA('transition_sms_conversation', id, 'closed')).toBe(true);
    expect(await inA('transition_sms_conversation', id, 'closed')).toBe(false);
    expect(await read()).toMatchObject({ state: 'closed', status: 'resolved' });
    await deliver(phone, `again ${phone}`);
    expect(await read()).toMatchObject({
      state: 'open',
      status: 'waiting',
      unread_count: 1,
      conversation_end: null,
    });
    await expect(inA('transition_sms_conversation', id, 'nonsense')).rejects.toMatchObject({
      code: '22023',
      hint: 'One of open, closed, archived.',
    });
  });

  test('a delivery is a new message once the first one has been deleted by a service role', async () => {
    const phone = freshNumber();
    const id = await deliver(phone, `gone ${phone}`);
    await database.knex('sms_messages').where({ id }).delete();
    expect(await deliver(phone, `gone ${phone}`)).not.toBe(id);
  });

  test('is for numbers of ours', async () => {
    await expect(inA('receive_sms', 'acme', 'x', freshNumber(), '+15550108888')).rejects.toMatchObject({
      code: 'P0002',
    });
    await expect(inA('receive_sms', 'acme', ' ', freshNumber(), desk.number)).rejects.toMatchObject({
      code: '22023',
    });
  });
});

describe('reactions', () => {
  test('stand once, and the later event holds', async () => {
    const phone = freshNumber();
    const message = await inA<string>('receive_sms', 'acme', `react ${phone}`, phone, desk.number, 'nice');
    const { results, codes } = await atOnce(() => inA<boolean>('react_to_sms', message, 'thumb', 'up'));
    expect([codes, new Set(results)]).toEqual([[], new Set([true])]);
    const { id } = await contact(database, phone);
    const at = (minute: number) => `2026-11-01T10:0${minute}:00Z`;
    expect(await inA('react_to_sms', message, 'emoji', '👍', true, id, at(2))).toBe(false);
    expect(await inA('react_to_sms', message, 'emoji', '👍', false, id, at(1))).toBe(false);
    expect(await inA('react_to_sms', message, 'emoji', '👍', false, id, at(3))).toBe(true);
    expect(
      await database.knex('sms_reactions').where({ message_id: message, removed_at: null }),
    ).toHaveLength(2);
    const stranger = (await contact(database, await friend(database, a))).id;
    await expect(inA('react_to_sms', message, 'thumb', 'up', false, stranger)).rejects.toMatchObject({
      code: 'P0002',
      hint: `It is with contact ${id}.`,
    });
    await expect(inA('react_to_sms', message, 'thumb', 'sideways')).rejects.toMatchObject({ code: '23514' });
  });
});

describe('secrets', () => {
  test.each([
    'a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5',
    'vault:a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5',
    'token:abc',
    'https://user:secret@example.com',
    'Bearer abc',
  ])('%s is no reference to a secret store', async (credential_reference) => {
    const added = database.asTenant(a, (trx) => accounts.create(trx, { credential_reference }));
    await expect(added).rejects.toMatchObject({ code: '23514' });
  });

  test.each(['vault:sms/acme-main', 'aws_secrets:prod/sms.acme', 'env:ACME_TOKEN'])(
    '%s is',
    async (credential_reference) => {
      await database.asTenant(a, (trx) => accounts.create(trx, { credential_reference }));
    },
  );

  test('are not put into the settings either', async () => {
    const settings = { auth_token: 'abc' };
    const added = database.asTenant(a, (trx) => accounts.create(trx, { settings }));
    await expect(added).rejects.toMatchObject({ code: '23514' });
  });
});

test.each([
  ['', 1],
  ['a'.repeat(160), 1],
  ['a'.repeat(161), 2],
  ['a'.repeat(306), 2],
  ['a'.repeat(307), 3],
  ['€'.repeat(80), 1],
  ['€'.repeat(81), 2],
  ['ж'.repeat(70), 1],
  ['ж'.repeat(71), 2],
  ['😀'.repeat(35), 1],
  ['😀'.repeat(36), 2],
])('%# is sent in %i parts', async (body, segments) => {
  expect(await inA('count_sms_segments', body)).toBe(segments);
});

test.each([
  ['record_sms_status', ['sent']],
  ['react_to_sms', ['thumb', 'up']],
])('%s answers the same for a foreign message as for none', async (name, rest) => {
  const id = await queue(await friend(database, a), `foreign ${freshNumber()}`);
  const answer = (wanted: string) =>
    refusal(
      database.asTenant(b, (trx) => call(trx, name, wanted, ...rest)),
      wanted,
    );
  expect(await answer(id)).toEqual(await answer('999999'));
  expect(await answer(id)).toMatchObject({ code: 'P0002' });
});

test('workers of another tenant see nothing of the outbox', async () => {
  await queue(await friend(database, a), `border ${freshNumber()}`);
  expect(await claim(database, b, 'foreign worker', 1000)).toEqual([]);
});
