import { outcomes, refusal } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { messages, settings } from '../test-factories.ts';
import { addPage, conversation, conversationOf, message, receive } from './inbox.ts';

const SESSIONS = 20;

const {
  database,
  a,
  b,
  call: inA,
} = inDomain('omnichannel', {
  // The times that these tests give are those of other clocks, and of other years.
  broken: [
    'omnichannel/conversation_figures',
    'omnichannel/finished_until_they_write',
    'omnichannel/messages_in_order',
    'omnichannel/message_in_its_month',
  ],
});
let page: string;

beforeAll(async () => {
  page = await addPage(database, a);
});

/** Runs the same work in many sessions at once, each in a transaction of its own. */
const atOnce = <Result>(work: (i: number) => Promise<Result>) =>
  outcomes(Array.from({ length: SESSIONS }, (_, i) => work(i)));

describe('the same delivery', () => {
  test('from twenty sessions at once makes one contact, one conversation and one message', async () => {
    const { results, codes } = await atOnce(() =>
      receive(database, a, page, 'ann', 'mid 1', {
        attachments: [{ attachment_type: 'image', url: 'https://example.com/1' }],
      }),
    );
    expect(codes).toEqual([]);
    expect(results).toHaveLength(SESSIONS);
    expect(new Set(results).size).toBe(1);
    const contacts = await database
      .knex('omnichannel_contact')
      .where({ page_id: page, platform_user_id: 'ann' });
    expect(contacts).toHaveLength(1);
    const conversations = await database.knex('omnichannel_conversation').where({ page_id: page });
    expect(conversations).toMatchObject([
      { contact_id: contacts[0]?.id, status: 'open', message_count: 1, unread_count: 1 },
    ]);
    expect(await database.knex('omnichannel_message').where({ external_message_id: 'mid 1' })).toHaveLength(
      1,
    );
    expect(
      await database.knex('omnichannel_message_attachment').where({ message_id: results[0] ?? '' }),
    ).toHaveLength(1);
    expect(await receive(database, a, page, 'ann', 'mid 1')).toBe(results[0]);
  });

  test('is another message on another page and in another tenant', async () => {
    const other = await addPage(database, a);
    const foreign = await addPage(database, b);
    const first = await receive(database, a, page, 'bob', 'mid shared');
    expect(await receive(database, a, other, 'bob', 'mid shared')).not.toBe(first);
    expect(await receive(database, b, foreign, 'bob', 'mid shared')).not.toBe(first);
  });

  test('in another month is still the same message', async () => {
    const first = await receive(database, a, page, 'old', 'mid new');
    const { conversation_id } = await message(database, first);
    const old = { external_message_id: 'mid old', created_at: '2026-01-05T10:00:00Z' };
    const { id } = await messages.create(database.knex, { tenant_id: a.id, conversation_id, ...old });
    expect(await receive(database, a, page, 'old', 'mid old')).toBe(id);
    expect(await conversationOf(database, first)).toMatchObject({
      message_count: 2,
      first_message_at: new Date(old.created_at),
    });
  });

  test('is a new message once the first one has been deleted by a service role', async () => {
    const id = await receive(database, a, page, 'deleted', 'mid deleted');
    const { conversation_id } = await message(database, id);
    await database.knex('omnichannel_message').where({ id }).delete();
    expect(await conversation(database, conversation_id)).toMatchObject({
      message_count: 0,
      waiting_since: null,
    });
    expect(await receive(database, a, page, 'deleted', 'mid deleted')).not.toBe(id);
  });

  test('is refused, not doubled, when somebody writes the row by hand', async () => {
    const id = await receive(database, a, page, 'hand', 'mid hand');
    const { conversation_id } = await message(database, id);
    const row = { tenant_id: a.id, conversation_id, external_message_id: 'mid hand' };
    const again = messages.create(database.knex, row);
    await expect(again).rejects.toMatchObject({ code: '23505' });
  });
});

test('many messages of somebody new at once come into one conversation, each once, in a strict order', async () => {
  const { results, codes } = await atOnce((i) => receive(database, a, page, 'crowd', `crowd ${i}`));
  expect(codes).toEqual([]);
  expect(new Set(results).size).toBe(SESSIONS);
  const rows = await database.knex('omnichannel_message').whereIn('id', results).orderBy('created_at');
  expect(new Set(rows.map((row) => row.conversation_id)).size).toBe(1);
  const { rows: order } = await database.knex.raw(
    'SELECT count(DISTINCT created_at)::int AS times FROM omnichannel_message WHERE conversation_id = ?',
    [rows[0]?.conversation_id ?? ''],
  );
  expect(order).toEqual([{ times: SESSIONS }]);
  expect(await conversation(database, rows[0]?.conversation_id ?? '')).toMatchObject({
    message_count: SESSIONS,
    unread_count: SESSIONS,
  });
});

test('many people new at once get display numbers of their own', async () => {
  const { results, codes } = await atOnce((i) => receive(database, a, page, `one of many ${i}`, `many ${i}`));
  expect(codes).toEqual([]);
  const numbers = await Promise.all(
    results.map(async (id) => (await conversationOf(database, id)).display_number),
  );
  expect(new Set(numbers).size).toBe(SESSIONS);
  for (const number of numbers) expect(number).toMatch(/^C-[0-9]+$/);
});

test('people of one group thread, all new, meet in one conversation', async () => {
  const { results, codes } = await atOnce((i) =>
    receive(database, a, page, `member ${i}`, `group ${i}`, { thread: 'group thread' }),
  );
  expect(codes).toEqual([]);
  const rows = await database.knex('omnichannel_message').whereIn('id', results);
  expect(new Set(rows.map((row) => row.conversation_id)).size).toBe(1);
  expect(new Set(rows.map((row) => row.contact_id)).size).toBe(SESSIONS);
});

describe('a finished conversation', () => {
  const resolved = async (pageId: string, from: string) => {
    const id = await receive(database, a, pageId, from, `first of ${from}`);
    const { conversation_id } = await message(database, id);
    expect(await inA('transition_conversation', conversation_id, 'resolved', 'all said')).toBe(true);
    return conversation_id;
  };

  test('is opened again by a message, with history', async () => {
    const id = await resolved(page, 'reopen');
    await receive(database, a, page, 'reopen', 'one more thing');
    expect(await conversation(database, id)).toMatchObject({ status: 'open', message_count: 2 });
    expect((await conversation(database, id)).waiting_since).not.toBeNull();
    const history = await database
      .knex('omnichannel_conversation_history')
      .where({ conversation_id: id })
      .orderBy('id');
    expect(history.map((row) => [row.from_status, row.to_status, row.reason])).toEqual([
      [null, 'open', null],
      ['open', 'resolved', 'all said'],
      ['resolved', 'open', null],
    ]);
  });

  test('stays finished where the page wants a new one, and later than it allows', async () => {
    const strict = await addPage(database, a);
    await database.asTenant(a, (trx) => settings.create(trx, { page_id: strict, reopen_within_hours: 0 }));
    const id = await resolved(strict, 'fresh');
    const { results } = await atOnce((i) => receive(database, a, strict, 'fresh', `fresh ${i}`));
    const later = await conversationOf(database, results[0] ?? '');
    expect(later).toMatchObject({ status: 'open', message_count: SESSIONS });
    expect(later.id).not.toBe(id);
    expect(await conversation(database, id)).toMatchObject({ status: 'resolved', message_count: 1 });
    // Two that run side by side cannot be.
    await expect(inA('transition_conversation', id, 'open')).rejects.toMatchObject({ code: '55000' });

    const lenient = { reopen_within_hours: 48 };
    await database.asTenant(a, (trx) =>
      trx('omnichannel_page_settings').where({ page_id: strict }).update(lenient),
    );
    const soon = await resolved(strict, 'soon');
    const late = await resolved(strict, 'late');
    await database.knex.raw(
      "UPDATE omnichannel_conversation SET created_at = now() - interval '60 hours', closed_at = now() - interval '49 hours' WHERE id = ?",
      [late],
    );
    const soonAgain = await receive(database, a, strict, 'soon', 'soon again');
    expect((await message(database, soonAgain)).conversation_id).toBe(soon);
    const lateAgain = await receive(database, a, strict, 'late', 'late again');
    expect((await message(database, lateAgain)).conversation_id).not.toBe(late);
  });

  test('is left alone for good once it is archived', async () => {
    const id = await resolved(page, 'archive');
    await inA('transition_conversation', id, 'archived');
    const next = await receive(database, a, page, 'archive', 'after the archive');
    expect((await message(database, next)).conversation_id).not.toBe(id);
    await expect(inA('transition_conversation', id, 'open')).rejects.toMatchObject({ code: '55000' });
    await expect(inA('send_message', id, 'hello?', 'to the archive')).rejects.toMatchObject({
      code: '55000',
    });
  });
});

describe('a message of our own, written at the network,', () => {
  test('counts as an answer', async () => {
    const id = await receive(database, a, page, 'echo', 'question');
    const answer = await receive(database, a, page, 'echo', 'answer', {
      details: { echo: true, sender_name: 'Shop' },
    });
    expect(await message(database, answer)).toMatchObject({
      sender_type: 'admin',
      admin_id: null,
      sender_name: 'Shop',
      delivery_status: 'sent',
    });
    expect(await conversationOf(database, id)).toMatchObject({ unread_count: 0, waiting_since: null });
  });

  test('is known again when it comes back before its receipt', async () => {
    const id = await receive(database, a, page, 'loop', 'ask');
    const { conversation_id } = await message(database, id);
    const sent = await inA<string>('send_message', conversation_id, 'told', 'loop key');
    const details = { echo: true, idempotency_key: 'loop key' };
    const echo = () => receive(database, a, page, 'loop', 'mid of told', { details });
    expect(await outcomes([echo(), echo(), echo()])).toEqual({ results: [sent, sent, sent], codes: [] });
    expect(await inA('record_message_delivery', sent, 'delivered', 'mid of told')).toBe(true);
    expect(await conversation(database, conversation_id)).toMatchObject({ message_count: 2 });
  });
});

test.each([
  ['no id', ['', 'somebody'], '22023'],
  ['no contact', ['mid', ' '], '22023'],
])('a delivery with %s is refused', async (_, [id = '', from = ''], code) => {
  await expect(receive(database, a, page, from, id)).rejects.toMatchObject({ code });
});

test('a foreign page is answered like none', async () => {
  const answer = (id: string) => refusal(receive(database, b, id, 'x', 'y'), id);
  expect(await answer(page)).toEqual(await answer('999999'));
  expect(await answer(page)).toMatchObject({ code: 'P0002' });
});
