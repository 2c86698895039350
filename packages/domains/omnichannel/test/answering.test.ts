import { call, outcomes, refusal } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { addMember } from '@erp/testing/tenants';
import { settings } from '../test-factories.ts';
import { addPage, conversation, message, receive } from './inbox.ts';

const SESSIONS = 20;

const {
  database,
  a,
  b,
  call: inA,
} = inDomain('omnichannel', {
  // The times that these tests give are those of other clocks, and of other years.
  broken: ['omnichannel/conversation_figures'],
});
let page: string;
let colleague: string;

beforeAll(async () => {
  page = await addPage(database, a);
  colleague = (await addMember(database, a, 'member')).ownerId;
});

const atOnce = <Result>(work: (i: number) => Promise<Result>) =>
  outcomes(Array.from({ length: SESSIONS }, (_, i) => work(i)));

/** Whole seconds, however long the machine took from one moment to the other. */
function expectSeconds(seconds: number | null, from: Date | null, to: Date | null): void {
  expect(Math.abs(Number(seconds ?? Number.NaN) - (Number(to) - Number(from)) / 1000)).toBeLessThan(0.6);
}

let people = 0;
/** A conversation with somebody new who has asked something. */
async function asked(pageId = page): Promise<string> {
  people += 1;
  const id = await receive(database, a, pageId, `person ${people}`, `question ${people}`);
  return (await message(database, id)).conversation_id;
}

describe('sending', () => {
  test('happens once for one key, however many sessions try, and answers the question', async () => {
    const id = await asked();
    const { results, codes } = await atOnce(() =>
      inA<string>('send_message', id, 'here you are', `key of ${id}`),
    );
    expect(codes).toEqual([]);
    expect(new Set(results).size).toBe(1);
    expect(await message(database, results[0] ?? '')).toMatchObject({
      sender_type: 'admin',
      admin_id: a.ownerId,
      sender_name: 'Owner of a',
      delivery_status: 'queued',
    });
    const after = await conversation(database, id);
    expect(after).toMatchObject({ message_count: 2, unread_count: 0, waiting_since: null });
    expect(after.first_response_at).toEqual(after.last_response_at);
    expectSeconds(after.first_response_seconds, after.first_inbound_at, after.first_response_at);
    await expect(inA('send_message', id, 'something else', `key of ${id}`)).rejects.toMatchObject({
      code: '23505',
    });
  });

  test('a note stays among staff and changes no figure', async () => {
    const id = await asked();
    const before = await conversation(database, id);
    const note = await inA<string>('send_message', id, 'careful', `note of ${id}`, '[]', true);
    expect(await message(database, note)).toMatchObject({ is_note: true, delivery_status: null });
    expect(await conversation(database, id)).toEqual(before);
    await expect(inA('record_message_delivery', note, 'sent')).rejects.toMatchObject({ code: '55000' });
  });

  test('keeps to the window in which the network lets us write', async () => {
    const strict = await addPage(database, a);
    await settings.create(database.knex, { tenant_id: a.id, page_id: strict, reply_within_hours: 24 });
    const id = await asked(strict);
    await inA('send_message', id, 'in time', `in time ${id}`);
    await database.knex.raw(
      "UPDATE omnichannel_conversation SET first_inbound_at = now() - interval '30 hours', last_inbound_at = now() - interval '25 hours' WHERE id = ?",
      [id],
    );
    await expect(inA('send_message', id, 'too late', `too late ${id}`)).rejects.toMatchObject({
      code: '55000',
    });
    await inA('send_message', id, 'a note may be late', `late note ${id}`, '[]', true);
  });

  test.each([
    ['no words', ['', 'k'], '22023'],
    ['no key', ['hello', ' '], '22023'],
  ])('with %s is refused', async (_, words, code) => {
    await expect(inA('send_message', await asked(), ...words)).rejects.toMatchObject({ code });
  });
});

describe('receipts', () => {
  test.each([
    [['sent', 'delivered', 'read'], 'read', [true, true, true]],
    [['read', 'delivered', 'sent'], 'read', [true, false, false]],
    [['delivered', 'delivered', 'failed'], 'delivered', [true, false, false]],
    [['sent', 'failed', 'delivered'], 'delivered', [true, true, true]],
    [['failed', 'sent'], 'failed', [true, false]],
  ])('%j end in %s', async (reports, end, moved) => {
    const sent = await inA<string>('send_message', await asked(), 'receipt', `receipt ${people}`);
    const answers: boolean[] = [];
    for (const status of reports) {
      answers.push(await inA<boolean>('record_message_delivery', sent, status, `id of ${sent}`));
    }
    expect(await message(database, sent)).toMatchObject({
      delivery_status: end,
      external_message_id: `id of ${sent}`,
    });
    expect(answers).toEqual(moved);
  });

  test('of clocks that differ are put in the order in which it must have been', async () => {
    const sent = await inA<string>('send_message', await asked(), 'clocks', `clocks ${people}`);
    for (const [status, minute] of [
      ['delivered', 5],
      ['sent', 7],
      ['read', 1],
      ['failed', null],
    ] as const) {
      const at = minute === null ? null : `2026-11-01T10:0${minute}:00Z`;
      await inA('record_message_delivery', sent, status, null, at);
    }
    const row = await message(database, sent);
    expect(row.delivery_status).toBe('read');
    expect([row.sent_at, row.delivered_at, row.read_at].map((each) => each?.getUTCMinutes())).toEqual([
      5, 5, 5,
    ]);
  });

  test('cannot give two messages one id', async () => {
    const [one, two] = [
      await inA<string>('send_message', await asked(), 'one', `twin ${people}`),
      await inA<string>('send_message', await asked(), 'two', `twin ${people}`),
    ];
    await inA('record_message_delivery', one, 'sent', 'twin id');
    await expect(inA('record_message_delivery', two, 'sent', 'twin id')).rejects.toMatchObject({
      code: '23505',
      message: expect.stringContaining("The network's id twin id belongs to another message."),
    });
    await expect(inA('record_message_delivery', one, 'sent', 'another id')).rejects.toMatchObject({
      code: '23505',
    });
  });
});

describe('assigning', () => {
  test('gives a free conversation to one of many who reach for it', async () => {
    const id = await asked();
    const reach = (user: string) => inA<boolean>('assign_conversation', id, user, null, true);
    const { results, codes } = await atOnce((i) => reach(i % 2 === 0 ? a.ownerId : colleague));
    expect(codes).toEqual([]);
    expect(results.filter(Boolean)).toHaveLength(1);
    expect(
      await database
        .knex('omnichannel_conversation_history')
        .where({ conversation_id: id, change: 'assignment' }),
    ).toHaveLength(1);
  });

  test('needs more than the right to answer to give it to others', async () => {
    const id = await asked();
    const asMember = (user: string | null) =>
      database.asTenant(a, async (trx) => {
        await trx.raw("SELECT set_config('app.permissions', ',omnichannel.write,', true)");
        return call<boolean>(trx, 'assign_conversation', id, user);
      });
    await expect(asMember(colleague)).rejects.toMatchObject({ code: '42501' });
    expect(await asMember(a.ownerId)).toBe(true);
    expect(await asMember(null)).toBe(true);
    await inA('assign_conversation', id, colleague, 'knows French');
    await expect(asMember(null)).rejects.toMatchObject({ code: '42501' });
    await expect(asMember(a.ownerId)).rejects.toMatchObject({ code: '42501' });
    const history = await database
      .knex('omnichannel_conversation_history')
      .where({ conversation_id: id, change: 'assignment' })
      .orderBy('id');
    expect(
      history.map((row) => [row.from_assigned_to, row.to_assigned_to, row.changed_by, row.reason]),
    ).toEqual([
      [null, a.ownerId, a.ownerId, null],
      [a.ownerId, null, a.ownerId, null],
      [null, colleague, a.ownerId, 'knows French'],
    ]);
  });

  test('takes active members of the tenant only', async () => {
    const id = await asked();
    await expect(inA('assign_conversation', id, b.ownerId)).rejects.toMatchObject({ code: 'P0002' });
    await database.knex('sys_tenant_members').where({ user_id: colleague }).update({ status: 'suspended' });
    await expect(inA('assign_conversation', id, colleague)).rejects.toMatchObject({ code: 'P0002' });
    await database.knex('sys_tenant_members').where({ user_id: colleague }).update({ status: 'active' });
  });
});

describe('moving along', () => {
  test('happens once, is stamped and written down', async () => {
    const id = await asked();
    const { results, codes } = await atOnce(() =>
      inA<boolean>('transition_conversation', id, 'resolved', 'done'),
    );
    expect(codes).toEqual([]);
    expect(results.filter(Boolean)).toHaveLength(1);
    const after = await conversation(database, id);
    expect(after).toMatchObject({ status: 'resolved', waiting_since: null });
    expectSeconds(after.resolution_seconds, after.created_at, after.closed_at);
    const history = await database.knex('omnichannel_conversation_history').where({ conversation_id: id });
    expect(history).toHaveLength(2);
  });

  test.each([
    ['resolved', 'pending', '55000'],
    ['resolved', 'snoozed', '55000'],
    ['open', 'anything', '22023'],
    ['open', null, '22023'],
  ])('refuses %s → %s (%s)', async (from, to, code) => {
    const id = await asked();
    if (from !== 'open') await inA('transition_conversation', id, from);
    const until = to === 'snoozed' ? '2099-01-01' : null;
    await expect(inA('transition_conversation', id, to, null, until)).rejects.toMatchObject({ code });
  });

  test('a snoozed one wakes by its time, once, or by a message', async () => {
    const [slept, disturbed] = [await asked(), await asked()];
    const who = people;
    for (const id of [slept, disturbed]) {
      await expect(inA('transition_conversation', id, 'snoozed')).rejects.toMatchObject({ code: '22023' });
      await inA('transition_conversation', id, 'snoozed', null, '2099-01-01');
    }
    await receive(database, a, page, `person ${who}`, `disturbing ${who}`);
    expect(await conversation(database, disturbed)).toMatchObject({ status: 'open', snoozed_until: null });
    expect(await inA('wake_conversations')).toBe(0);
    await database
      .knex('omnichannel_conversation')
      .where({ id: slept })
      .update({ snoozed_until: '2026-01-01' });
    const { results } = await atOnce(() => inA<number>('wake_conversations'));
    expect(results.reduce((sum, awake) => sum + awake, 0)).toBe(1);
    expect(await conversation(database, slept)).toMatchObject({ status: 'open' });
  });

  test('a status is not changed by hand, not even by the owner of the schema', async () => {
    const id = await asked();
    const byHand = database.knex('omnichannel_conversation').where({ id }).update({ status: 'pending' });
    await expect(byHand).rejects.toMatchObject({ code: '42501' });
  });
});

describe('reading', () => {
  test('counts what came after what was on the screen', async () => {
    const id = await asked();
    const who = people;
    const second = await receive(database, a, page, `person ${who}`, `second ${who}`);
    await receive(database, a, page, `person ${who}`, `third ${who}`);
    const { rows } = await database.knex.raw<{ rows: { at: string }[] }>(
      'SELECT created_at::text AS at FROM omnichannel_message WHERE id = ?',
      [second],
    );
    expect(await inA('mark_conversation_read', id, rows[0]?.at)).toBe(1);
    expect(await inA('mark_conversation_read', id, '2020-01-01')).toBe(1);
    expect(await conversation(database, id)).toMatchObject({ unread_count: 1 });
    expect(await inA('mark_conversation_read', id)).toBe(0);
    await receive(database, a, page, `person ${who}`, `fourth ${who}`);
    expect(await conversation(database, id)).toMatchObject({ unread_count: 1 });
  });
});

describe('reactions', () => {
  const standing = (id: string) =>
    database.knex('omnichannel_message_reaction').where({ message_id: id, removed_at: null });

  test('of one person stand once, from twenty sessions', async () => {
    const id = await inA<string>('send_message', await asked(), 'react', `react ${people}`);
    const { results, codes } = await atOnce(() => inA<boolean>('react_to_message', id, '👍'));
    expect(codes).toEqual([]);
    expect(results).toEqual(Array(SESSIONS).fill(true));
    await inA('react_to_message', id, '❤');
    expect(await standing(id)).toHaveLength(2);
    expect(await inA('react_to_message', id, '👍', true)).toBe(false);
    expect(await standing(id)).toMatchObject([{ reaction: '❤', user_id: a.ownerId }]);
  });

  test('are those of people who take part', async () => {
    const ours = await inA<string>('send_message', await asked(), 'ours', `ours ${people}`);
    const { contact_id } = await conversation(database, await asked());
    await expect(inA('react_to_message', ours, '👍', false, contact_id)).rejects.toMatchObject({
      code: 'P0002',
      hint: 'Name the contact who wrote in that conversation.',
    });
  });

  test.each([
    [
      [
        ['add', 1],
        ['remove', 2],
      ],
      false,
    ],
    [
      [
        ['remove', 2],
        ['add', 1],
      ],
      false,
    ],
    [
      [
        ['add', 1],
        ['add', 3],
        ['remove', 2],
      ],
      true,
    ],
    [
      [
        ['remove', 2],
        ['remove', 2],
        ['add', 3],
      ],
      true,
    ],
  ] as [['add' | 'remove', number][], boolean][])('delivered as %j end with %s', async (events, stands) => {
    const conversationId = await asked();
    const { contact_id } = await conversation(database, conversationId);
    const id = await inA<string>('send_message', conversationId, 'order', `order ${people}`);
    let last: boolean | undefined;
    for (const [what, minute] of events) {
      last = await inA(
        'react_to_message',
        id,
        '👍',
        what === 'remove',
        contact_id,
        `2026-11-01T10:0${minute}:00Z`,
      );
    }
    expect(last).toBe(stands);
    expect(await standing(id)).toHaveLength(stands ? 1 : 0);
  });
});

describe('the application role cannot by hand', () => {
  test.each([
    [
      'write a message',
      "INSERT INTO omnichannel_message (tenant_id, conversation_id, sender_type) SELECT tenant_id, id, 'admin' FROM omnichannel_conversation",
    ],
    ['change words', "UPDATE omnichannel_message SET message = 'other'"],
    ['delete a message', 'DELETE FROM omnichannel_message'],
    ['delete a conversation', 'DELETE FROM omnichannel_conversation'],
    ['change a figure', 'UPDATE omnichannel_conversation SET unread_count = 0'],
    ['assign', 'UPDATE omnichannel_conversation SET assigned_to = NULL'],
    ['link a person', 'UPDATE omnichannel_contact SET personal_key_id = NULL'],
    ['react for others', 'UPDATE omnichannel_message_reaction SET removed_at = now()'],
    ['free a key', 'DELETE FROM omnichannel_message_keys'],
    [
      'invent history',
      "INSERT INTO omnichannel_conversation_history (tenant_id, conversation_id, change, to_status) SELECT tenant_id, id, 'status', 'open' FROM omnichannel_conversation",
    ],
    ['read a month behind the table', 'SELECT * FROM omnichannel_message_default'],
  ])('%s', async (_, sql) => {
    await expect(database.asTenant(a, (trx) => trx.raw(sql))).rejects.toMatchObject({ code: '42501' });
  });

  test('but sets what is its own', async () => {
    const id = await asked();
    await database.asTenant(a, (trx) =>
      trx('omnichannel_conversation')
        .where({ id })
        .update({ priority: 'high', tags: ['vip'], subject: 'Ring' }),
    );
    expect(await conversation(database, id)).toMatchObject({ priority: 'high', tags: ['vip'] });
  });
});

test.each([
  ['send_message', ['hello', 'foreign']],
  ['transition_conversation', ['resolved']],
  ['assign_conversation', [null]],
  ['mark_conversation_read', []],
])('%s answers the same for a foreign conversation as for none', async (name, rest) => {
  const id = await asked();
  const answer = (wanted: string) =>
    refusal(
      database.asTenant(b, (trx) => call(trx, name, wanted, ...rest)),
      wanted,
    );
  expect(await answer(id)).toEqual(await answer('999999'));
  expect(await answer(id)).toMatchObject({ code: 'P0002' });
});
