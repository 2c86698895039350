import { people } from '@erp/crm/test-factories';
import { outcomes } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { claim, contact, type Desk, freshNumber, friend, mayText, openDesk, sms } from './texting.ts';

const {
  database,
  a,
  call: inA,
} = inDomain('sms', {
  // Rows that these tests write by hand.
  broken: [
    'sms/refusal_respected',
    'sms/stop_is_heard',
    'sms/last_contacted',
    'sms/messages_in_order',
    'sms/message_in_its_month',
    'sms/numbers_of_the_conversation',
    'sms/message_delivery',
  ],
});
let desk: Desk;

beforeAll(async () => {
  desk = await openDesk(database, a);
});

const addPerson = () => database.asTenant(a, async (trx) => (await people.create(trx)).id);
const receive = (phone: string, sid: string, body: string, media: object[] = []) =>
  inA<string>('receive_sms', 'acme', sid, phone, desk.number, body, null, JSON.stringify(media));

async function everything(): Promise<string> {
  const { rows } = await database.knex.raw<{ rows: { table: string }[] }>(
    "SELECT relname AS \"table\" FROM pg_class WHERE relname LIKE 'sms\\_%' AND relkind IN ('r', 'p') AND NOT relispartition",
  );
  expect(rows).toHaveLength(10);
  return JSON.stringify(await Promise.all(rows.map(({ table }) => database.knex(table))));
}

test.each([
  ['has agreed', false],
  ['has opted out', true],
])('what was said with somebody who %s is handed out and forgotten with the person', async (_, optedOut) => {
  const phone = await friend(database, a);
  const secrets = ['Zoe Example', 'opal wish', 'dear Zoe', 'zoe.jpg', 'sad story', 'in my words', phone];
  await database.asTenant(a, (trx) => trx('sms_contacts').where({ phone }).update({ name: 'Zoe Example' }));
  const first = await receive(phone, `zoe ${phone}`, 'opal wish', [
    { file_url: 'https://example.com/zoe.jpg' },
  ]);
  const { id: contactId } = await contact(database, phone);
  await inA('react_to_sms', first, 'emoji', '❤', false, contactId);
  const queued = await inA<string>('enqueue_sms', phone, 'dear Zoe', `zoe ${phone}`, desk.services.support);
  await inA('record_opt_in', phone, 'call', 'in my words');
  if (optedOut) await inA('record_opt_out', phone, 'call');
  await database.asTenant(a, (trx) =>
    trx('sms_meta_conversation').where({ contact_id: contactId }).update({ summary_text: 'sad story' }),
  );
  const person = await addPerson();
  expect(await inA('link_sms_contact', contactId, person)).toBe(true);

  const before = await everything();
  for (const secret of secrets) expect(before).toContain(secret);
  const exported = JSON.stringify([
    await inA('export_person', person),
    await inA('export_person_texts', person),
  ]);
  for (const secret of secrets) expect(exported).toContain(secret);

  expect(await inA('erase_person', person)).toBe(true);
  const after = await everything();
  for (const secret of secrets.slice(0, -1)) expect(after).not.toContain(secret);
  expect(await sms(database, queued)).toMatchObject({ status: 'cancelled', to_number: null });
  // The provider repeats its delivery: the words do not come back.
  await receive(phone, `zoe ${phone}`, 'opal wish');
  expect(await everything()).toBe(after);

  const [row] = await database.knex('sms_contacts').where({ id: contactId });
  if (optedOut) {
    expect(row).toMatchObject({ phone, consent_status: 'opted_out', personal_key_id: null });
    const answer = await database.asTenant(a, (trx) =>
      mayText(trx, phone, '2026-11-01', desk.services.transactional),
    );
    expect(answer).toMatchObject({ reason: 'opted_out' });
  } else {
    expect(row).toMatchObject({ phone: `erased:${contactId}`, personal_key_id: person });
    await expect(inA('link_sms_contact', contactId, null)).rejects.toMatchObject({ code: '55000' });
    // The number alone is still the key of its calls and deliveries in this test.
    const own = await database
      .knex('sms_messages')
      .where({ from_number: phone })
      .orWhere({ to_number: phone });
    expect(own).toEqual([]);
    await receive(phone, `zoe again ${phone}`, 'it is me');
    expect((await contact(database, phone)).id).not.toBe(contactId);
  }
});

test('a text that arrives while its person is erased is forgotten or comes from somebody unknown', async () => {
  for (let round = 0; round < 8; round++) {
    const phone = freshNumber();
    await receive(phone, `start ${phone}`, 'early secret');
    const { id } = await contact(database, phone);
    const person = await addPerson();
    await inA('link_sms_contact', id, person);
    const { codes } = await outcomes<unknown>([
      inA('erase_person', person),
      ...[1, 2, 3, 4].map((i) => receive(phone, `race ${phone} ${i}`, `late ${round}`)),
    ]);
    expect(codes).toEqual([]);
    const kept = await database
      .knex('sms_messages')
      .whereIn(
        'conversation_id',
        database.knex('sms_meta_conversation').select('id').where({ contact_id: id }),
      )
      .whereNotNull('body');
    expect(kept).toEqual([]);
  }
});

describe('figures', () => {
  const figures = async () => {
    const { rows } = await database.knex.raw(
      `SELECT id, message_count, unread_count, conversation_start::text, last_message_at::text, last_inbound_at::text, status
      FROM sms_meta_conversation ORDER BY id`,
    );
    return rows;
  };

  test('that the functions keep are those that the messages come to', async () => {
    const phone = await friend(database, a);
    await receive(phone, `f0 ${phone}`, 'one');
    await inA('enqueue_sms', phone, 'two', `f1 ${phone}`, desk.services.support);
    await receive(phone, `f2 ${phone}`, 'three');
    const { id } = await contact(database, phone);
    const [conversation] = await database.knex('sms_meta_conversation').where({ contact_id: id });
    await inA('mark_sms_conversation_read', conversation?.id);
    await receive(phone, `f3 ${phone}`, 'four');
    const kept = await figures();
    expect(kept.at(-1)).toMatchObject({ message_count: 4, unread_count: 1, status: 'waiting' });

    await database
      .knex('sms_meta_conversation')
      .where({ contact_id: id })
      .update({ message_count: 99, unread_count: 7 });
    const extra = {
      tenant_id: a.id,
      conversation_id: conversation?.id ?? '',
      direction: 'outbound' as const,
      status: 'failed' as const,
    };
    const [row] = await database.knex('sms_messages').insert({ ...extra, created_at: '2026-01-01' }, 'id');
    expect((await figures()).at(-1)).toMatchObject({ message_count: 5, unread_count: 1 });
    await database
      .knex('sms_messages')
      .where({ id: row?.id ?? '' })
      .delete();
    expect(await figures()).toEqual(kept);
  });

  test('hold while everything happens at once, and nobody gets in the way of others for good', async () => {
    const phones = await Promise.all([1, 2, 3].map(() => friend(database, a)));
    const steps = Array.from({ length: 120 }, (_, i): (() => Promise<unknown>) => {
      const phone = phones[i % 3] ?? '';
      const kinds = [
        () => receive(phone, `mixed ${i}`, 'words'),
        () => inA('enqueue_sms', phone, 'words', `mixed ${i}`, desk.services.support),
        () => claim(database, a, `worker ${i}`, 5),
        () => inA(i % 2 === 0 ? 'record_opt_out' : 'record_opt_in', phone, 'staff'),
        () => inA('enqueue_sms', phone, 'words', `mixed ${i - 9}`, desk.services.support),
        () => receive(phone, `mixed ${i - 15}`, i % 4 === 0 ? 'STOP' : 'START'),
      ];
      return () => kinds[Math.floor(i / 3) % kinds.length]?.() ?? Promise.resolve();
    });
    const { codes } = await outcomes(steps.map((step) => step()));
    // Who has opted out is not texted.
    expect(codes.filter((code) => code !== '55000')).toEqual([]);
    const kept = await figures();
    await database.knex.raw('UPDATE sms_meta_conversation SET message_count = message_count + 7');
    await database.knex.raw(`
      WITH one AS (SELECT DISTINCT ON (conversation_id) * FROM sms_messages ORDER BY conversation_id, created_at)
      INSERT INTO sms_messages (tenant_id, conversation_id, direction, status, body, created_at)
      SELECT tenant_id, conversation_id, 'outbound', 'failed', 'touch', created_at FROM one`);
    await database.knex('sms_messages').where({ body: 'touch' }).delete();
    expect(await figures()).toEqual(kept);
  });

  test('of a load come from the messages; a load that brings them updates nothing', async () => {
    const load = (prefix: string, columns: string, values: string) =>
      database.knex.transaction(async (trx) => {
        await trx.raw('SET LOCAL ROLE erp_service');
        const { rows } = await trx.raw<{ rows: { id: string; place: string }[] }>(
          `WITH people AS (
            INSERT INTO sms_contacts (tenant_id, phone) SELECT ${a.id}, '+1555${prefix}' || lpad(i::text, 4, '0')
            FROM generate_series(1, 50) i RETURNING id
          )
          INSERT INTO sms_meta_conversation (tenant_id, contact_id, sender_phone_number_id${columns})
          SELECT ${a.id}, p.id, ${desk.numberId}${values} FROM people p RETURNING id, ctid::text AS place`,
        );
        const ids = rows.map((row) => row.id);
        await trx.raw(
          `INSERT INTO sms_messages (tenant_id, conversation_id, direction, status, body, provider, provider_message_sid, created_at)
          SELECT ${a.id}, c, CASE m WHEN 2 THEN 'outbound' ELSE 'inbound' END, CASE m WHEN 2 THEN 'delivered' ELSE 'received' END,
            'words', 'acme', 'load ' || c || ' ' || m, '2026-02-01T09:00:00Z'::timestamptz + m * interval '10 minutes'
          FROM unnest(?::bigint[]) c, generate_series(1, 3) m`,
          [ids],
        );
        const { rows: after } = await trx.raw<{ rows: { place: string }[] }>(
          'SELECT ctid::text AS place FROM sms_meta_conversation WHERE id = ANY (?::bigint[]) ORDER BY id',
          [ids],
        );
        return { ids, updated: after.filter(({ place }, i) => place !== rows[i]?.place).length };
      });
    const bare = await load('0110', '', '');
    const brought = await load(
      '0111',
      ', message_count, unread_count, conversation_start, last_message_at, last_inbound_at',
      ", 3, 2, '2026-02-01T09:10:00Z', '2026-02-01T09:30:00Z', '2026-02-01T09:30:00Z'",
    );
    expect([bare.updated, brought.updated]).toEqual([50, 0]);
    const rows = await database.knex('sms_meta_conversation').whereIn('id', [...bare.ids, ...brought.ids]);
    expect(rows).toHaveLength(100);
    for (const row of rows) {
      expect(row).toMatchObject({
        message_count: 3,
        unread_count: 2,
        status: 'waiting',
        last_message_at: new Date('2026-02-01T09:30:00Z'),
      });
    }
    expect(await database.knex('sms_message_keys').whereLike('key', 'load %')).toHaveLength(300);
  });
});
