import { people } from '@erp/crm/test-factories';
import { outcomes } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { messages } from '../test-factories.ts';
import { addPage, conversation, message, receive, type Tenant } from './inbox.ts';

const {
  database,
  a,
  b,
  call: inA,
} = inDomain('omnichannel', {
  // Rows that these tests write by hand.
  broken: ['omnichannel/conversation_history_complete', 'omnichannel/message_in_its_month'],
});
let page: string;

beforeAll(async () => {
  page = await addPage(database, a);
});

const addPerson = (tenant: Tenant) => database.asTenant(tenant, async (trx) => (await people.create(trx)).id);
const contactOf = async (from: string) => {
  const [contact] = await database
    .knex('omnichannel_contact')
    .where({ page_id: page, platform_user_id: from });
  return contact?.id ?? '';
};

const SECRETS = [
  'Zoe Example',
  'zoe-at-network',
  'about her ring',
  'opal wish',
  'dear Zoe',
  'zoe.jpg',
  'she moved',
  'profile/zoe',
];

/** Somebody about whom each of the secrets is written down somewhere. */
async function zoe(): Promise<{ person: string; conversationId: string; delivery: () => Promise<string> }> {
  const delivery = () =>
    receive(database, a, page, 'zoe-at-network', 'mid of zoe', {
      text: 'opal wish',
      details: { sender_name: 'Zoe Example', link: 'https://example.com/profile/zoe' },
      attachments: [{ attachment_type: 'image', url: 'https://example.com/zoe.jpg' }],
    });
  const first = await delivery();
  const conversationId = (await message(database, first)).conversation_id;
  await database.asTenant(a, (trx) =>
    trx('omnichannel_conversation').where({ id: conversationId }).update({ subject: 'about her ring' }),
  );
  await inA('send_message', conversationId, 'dear Zoe', 'answer to zoe');
  await inA('react_to_message', first, '❤', false, await contactOf('zoe-at-network'));
  await inA('transition_conversation', conversationId, 'pending', 'she moved');
  const person = await addPerson(a);
  expect(await inA('link_contact', await contactOf('zoe-at-network'), person)).toBe(true);
  return { person, conversationId, delivery };
}

async function everything(): Promise<string> {
  const { rows } = await database.knex.raw<{ rows: { table: string }[] }>(
    "SELECT relname AS \"table\" FROM pg_class WHERE relname LIKE 'omnichannel\\_%' AND relkind IN ('r', 'p') AND NOT relispartition",
  );
  expect(rows).toHaveLength(8);
  return JSON.stringify(await Promise.all(rows.map(({ table }) => database.knex(table))));
}

test('what was said is handed out with the person, and forgotten with the person', async () => {
  const { person, conversationId, delivery } = await zoe();
  const before = await everything();
  for (const secret of SECRETS) expect(before).toContain(secret);
  const exported = JSON.stringify([
    await inA('export_person', person),
    await inA('export_person_messages', person),
  ]);
  for (const secret of SECRETS.filter((each) => each !== 'she moved')) expect(exported).toContain(secret);

  const bystander = await receive(database, a, page, 'bystander', 'mid of bystander', { text: 'untouched' });
  expect(await inA('erase_person', person)).toBe(true);
  const after = await everything();
  for (const secret of SECRETS) expect(after).not.toContain(secret);
  expect(await conversation(database, conversationId)).toMatchObject({
    status: 'archived',
    message_count: 2,
  });
  expect(await message(database, bystander)).toMatchObject({ message: 'untouched' });

  // The network repeats its delivery: the words do not come back. What is new comes from somebody unknown.
  await delivery();
  expect(await everything()).toBe(after);
  const next = await receive(database, a, page, 'zoe-at-network', 'mid after all');
  expect((await message(database, next)).conversation_id).not.toBe(conversationId);
  const [erased] = await database.knex('omnichannel_contact').where({ personal_key_id: person });
  await expect(inA('link_contact', erased?.id, null)).rejects.toMatchObject({ code: '55000' });
  await expect(inA('start_conversation', erased?.id)).rejects.toMatchObject({ code: '55000' });
});

test('a person is erased whose open conversations differ by their threads alone', async () => {
  const ids = await Promise.all(
    [undefined, 'thread of ann', 'other thread of ann'].map((thread, i) =>
      receive(database, a, page, 'ann', `mid of ann ${i}`, thread === undefined ? {} : { thread }),
    ),
  );
  const person = await addPerson(a);
  await inA('link_contact', await contactOf('ann'), person);
  expect(await inA('erase_person', person)).toBe(true);
  for (const id of ids) {
    const of = await conversation(database, (await message(database, id)).conversation_id);
    expect(of).toMatchObject({ status: 'archived' });
    expect(of.external_thread_id ?? `erased:${of.id}`).toBe(`erased:${of.id}`);
  }
});

test('a message that arrives while its person is erased is forgotten or comes from somebody unknown', async () => {
  for (let round = 0; round < 8; round++) {
    const from = `racer ${round}`;
    await receive(database, a, page, from, `start ${round}`, { text: 'early secret' });
    const person = await addPerson(a);
    const contact = await contactOf(from);
    await inA('link_contact', contact, person);
    const { codes } = await outcomes<unknown>([
      inA('erase_person', person),
      ...[1, 2, 3, 4].map((i) =>
        receive(database, a, page, from, `race ${round} ${i}`, { text: `late ${round}` }),
      ),
    ]);
    expect(codes).toEqual([]);
    const kept = await database
      .knex('omnichannel_message')
      .where({ contact_id: contact })
      .whereNotNull('message');
    expect(kept).toEqual([]);
  }
});

test('two persons who are one keep their contacts', async () => {
  await receive(database, a, page, 'double 1', 'double 1');
  await receive(database, a, page, 'double 2', 'double 2');
  const [keep, drop] = [await addPerson(a), await addPerson(a)];
  await inA('link_contact', await contactOf('double 1'), keep);
  await inA('link_contact', await contactOf('double 2'), drop);
  await inA('merge_persons', keep, drop);
  expect(await database.knex('omnichannel_contact').where({ personal_key_id: keep })).toHaveLength(2);
  await expect(inA('link_contact', await contactOf('double 1'), drop)).rejects.toMatchObject({
    code: 'P0002',
  });
});

test('a contact is not linked to a person of another tenant', async () => {
  await receive(database, a, page, 'linked', 'linked');
  const foreign = await addPerson(b);
  await expect(inA('link_contact', await contactOf('linked'), foreign)).rejects.toMatchObject({
    code: 'P0002',
  });
});

describe('figures', () => {
  const FIGURES = [
    'message_count',
    'unread_count',
    'first_message_at',
    'last_message_at',
    'first_inbound_at',
    'last_inbound_at',
    'first_response_at',
    'last_response_at',
    'waiting_since',
  ] as const;

  /** The figures of every conversation as text, to the microsecond. */
  const figures = async () => {
    const { rows } = await database.knex.raw(
      `SELECT id, ${FIGURES.map((column) => `${column}::text`).join(', ')}, updated_at::text FROM omnichannel_conversation ORDER BY id`,
    );
    return rows as Record<string, string | null>[];
  };

  const touch = (id: string) =>
    messages.create(database.knex, {
      tenant_id: a.id,
      conversation_id: id,
      sender_type: 'admin',
      is_note: true,
    });

  test('that the functions keep are those that the messages come to', async () => {
    const first = await receive(database, a, page, 'figures', 'figure 0');
    const { conversation_id: id } = await message(database, first);
    const steps: (() => Promise<unknown>)[] = [
      () => receive(database, a, page, 'figures', 'figure 1'),
      () => inA('send_message', id, 'note', 'figure note', '[]', true),
      () => inA('mark_conversation_read', id),
      () => receive(database, a, page, 'figures', 'figure 2'),
      () => inA('transition_conversation', id, 'resolved'),
      () => inA('transition_conversation', id, 'open'),
      () => receive(database, a, page, 'figures', 'figure 3'),
      () => inA('send_message', id, 'answer', 'figure answer'),
      () => receive(database, a, page, 'figures', 'figure 4', { details: { echo: true } }),
      () => receive(database, a, page, 'figures', 'figure 5'),
    ];
    for (const step of steps) {
      await step();
      const kept = await figures();
      // A note of the owner of the schema counts nothing, but lets the trigger take the figures anew.
      await touch(id);
      const anew = await figures();
      expect(anew).toEqual(kept);
    }
    const right = await figures();
    await database
      .knex('omnichannel_conversation')
      .where({ id })
      .update({ message_count: 99, waiting_since: null });
    await touch(id);
    expect(await figures()).toEqual(right.map((row) => ({ ...row, updated_at: expect.anything() })));
  });

  test('hold while twenty sessions do everything at once, and nobody gets in the way of others for good', async () => {
    const conversations: string[] = [];
    for (const who of ['mixed 0', 'mixed 1', 'mixed 2']) {
      conversations.push(
        (await message(database, await receive(database, a, page, who, `start of ${who}`))).conversation_id,
      );
    }
    const statuses = ['open', 'pending', 'resolved'];
    const steps = Array.from({ length: 120 }, (_, i): (() => Promise<unknown>) => {
      const id = conversations[i % 3];
      const kinds = [
        () => receive(database, a, page, `mixed ${i % 3}`, `mixed ${i}`),
        () => inA('send_message', id, 'answer', `mixed ${i}`),
        () => inA('transition_conversation', id, statuses[(i % 7) % 3]),
        () => inA('mark_conversation_read', id),
        () => inA('assign_conversation', id, i % 2 === 0 ? a.ownerId : null),
        () => receive(database, a, page, `mixed ${i % 3}`, `mixed ${i - 5}`),
      ];
      return () => kinds[Math.floor(i / 3) % kinds.length]?.() ?? Promise.resolve();
    });
    const { codes } = await outcomes(steps.map((step) => step()));
    // resolved → pending is no path, whatever else happens at the same time.
    expect(codes.filter((code) => code !== '55000')).toEqual([]);
    const kept = await figures();
    for (const id of conversations) await touch(id);
    expect(await figures()).toEqual(kept);
  });

  test('of a load come from the messages; a load that brings them updates nothing', async () => {
    const contact = await receive(database, a, page, 'loaded', 'loaded').then(() => contactOf('loaded'));
    const load = (n: number, columns: string, values: string) =>
      database.knex.transaction(async (trx) => {
        await trx.raw('SET LOCAL ROLE erp_service');
        const { rows } = await trx.raw<{ rows: { id: string; place: string }[] }>(
          `INSERT INTO omnichannel_conversation (tenant_id, display_number, page_id, contact_id, status, created_at, closed_at${columns})
          SELECT ${a.id}, 'L-${n}-' || i, ${page}, ${contact}, 'resolved', '2026-02-01T09:00:00Z', '2026-02-01T12:00:00Z'${values}
          FROM generate_series(1, 50) i RETURNING id, ctid::text AS place`,
        );
        const ids = rows.map((row) => row.id);
        await trx.raw(
          `INSERT INTO omnichannel_message (tenant_id, conversation_id, sender_type, message, external_message_id, created_at)
          SELECT ${a.id}, c, CASE m WHEN 2 THEN 'admin' ELSE 'user' END, 'words', 'load ' || c || ' ' || m,
            '2026-02-01T09:00:00Z'::timestamptz + m * interval '10 minutes'
          FROM unnest(?::bigint[]) c, generate_series(1, 3) m`,
          [ids],
        );
        const { rows: after } = await trx.raw<{ rows: { place: string }[] }>(
          'SELECT ctid::text AS place FROM omnichannel_conversation WHERE id = ANY (?::bigint[]) ORDER BY id',
          [ids],
        );
        const updated = after.filter(({ place }, i) => place !== rows[i]?.place).length;
        return { ids, updated };
      });
    const bare = await load(1, '', '');
    expect(bare.updated).toBe(50);
    const brought = await load(
      2,
      ', message_count, unread_count, first_message_at, last_message_at, first_inbound_at, last_inbound_at, first_response_at, last_response_at',
      ", 3, 2, '2026-02-01T09:10:00Z', '2026-02-01T09:30:00Z', '2026-02-01T09:10:00Z', '2026-02-01T09:30:00Z', '2026-02-01T09:20:00Z', '2026-02-01T09:20:00Z'",
    );
    expect(brought.updated).toBe(0);
    const expected = {
      message_count: 3,
      unread_count: 2,
      waiting_since: null,
      first_response_seconds: 600,
      resolution_seconds: 10800,
      last_message_at: new Date('2026-02-01T09:30:00Z'),
    };
    for (const { ids } of [bare, brought]) {
      const rows = await database.knex('omnichannel_conversation').whereIn('id', ids);
      expect(rows).toHaveLength(50);
      for (const row of rows) expect(row).toMatchObject(expected);
    }
    const ids = [...bare.ids, ...brought.ids];
    const keys = await database.knex('omnichannel_message_keys').whereLike('key', 'load %');
    expect(keys).toHaveLength(300);
    const { rows: history } = await database.knex.raw(
      'SELECT count(*)::int AS n FROM omnichannel_conversation_history WHERE conversation_id = ANY (?::bigint[])',
      [ids],
    );
    expect(history).toEqual([{ n: 0 }]);
  });
});
