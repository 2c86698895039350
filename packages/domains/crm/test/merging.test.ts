import { call, outcomes, refusal } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import {
  addresses,
  batchDays,
  batches,
  batchMembers,
  contacts,
  customers,
  leads,
  opportunities,
  profiles,
  touchpoints,
} from '../test-factories.ts';
import { addPerson } from './people.ts';

const {
  database,
  a,
  b,
  call: inA,
} = inDomain('crm', {
  // A merged person brings rows that are older than the one who stays.
  broken: ['crm/children_after_person'],
});

let emails = 0;
const newPerson = () => database.asTenant(a, (trx) => addPerson(trx, a, `person.${++emails}@example.com`));
const two = async (): Promise<[string, string]> => [await newPerson(), await newPerson()];

/** How many rows of the tenant point at a person, over every foreign key that there is. */
async function pointingAt(person: string): Promise<number> {
  const { rows: references } = await database.knex.raw<{ rows: { table: string; column: string }[] }>(`
    SELECT c.conrelid::regclass::text AS "table", a.attname AS "column"
    FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[2]
    WHERE c.contype = 'f' AND c.confrelid = 'crm_personal_keys'::regclass`);
  expect(references.length).toBeGreaterThanOrEqual(9);
  const counts = await Promise.all(
    references.map(({ table, column }) =>
      database
        .knex(table)
        .where({ tenant_id: a.id, [column]: person })
        .count<{ rows: string }[]>({ rows: '*' }),
    ),
  );
  return counts.reduce((sum, [row]) => sum + Number(row?.rows), 0);
}

/** Gives a person one of everything. */
async function furnish(person: string, batch: string, details: { convert?: boolean } = {}): Promise<void> {
  await database.asTenant(a, async (trx) => {
    const own = { personal_key_id: person };
    await contacts.create(trx, { ...own, contact_type: 'phone', contact_value: '+15550100123' });
    await addresses.create(trx, { ...own, city: 'Springfield', is_default: true });
    await profiles.create(trx, {
      ...own,
      notes: `notes of ${person}`,
      custom_attributes: { from: person, [`only_${person}`]: true },
    });
    await touchpoints.create(trx, { ...own, interaction_type: 'call', summary_text: 'spoke' });
    await opportunities.create(trx, own);
    await batchMembers.create(trx, { ...own, batch_id: batch, contact_attempts: 1 });
    const enquiry = leads.referred();
    await (details.convert === false ? enquiry : enquiry.upTo('converted')).create(trx, own);
  });
}

const newBatch = async (): Promise<string> =>
  database.asTenant(a, async (trx) => (await batches.create(trx)).id);

test('everything of both is of one; what cannot be there twice is put together', async () => {
  const [keep, drop] = await two();
  const batch = await newBatch();
  await furnish(keep, batch);
  await furnish(drop, batch);
  const money = { lifetime_value: 10, currency_code: 'EUR', paid_orders_count: 1 };
  await database.knex('crm_customers').whereIn('personal_key_id', [keep, drop]).update(money);
  await database.asTenant(a, (trx) =>
    trx('crm_reengage_personal_keys')
      .where({ personal_key_id: drop })
      .update({ status: 'opted_out', opted_out_at: trx.fn.now(), contacted_at: trx.fn.now() }),
  );

  expect(await inA('merge_persons', keep, drop)).toBe(keep);

  expect(await pointingAt(drop)).toBe(0);
  expect(await database.knex('crm_personal_keys').where({ id: drop }).first()).toBeUndefined();
  const own = { personal_key_id: keep };
  const contacts = await database.knex('crm_personal_contacts').where(own);
  expect(contacts).toHaveLength(3);
  expect(contacts.filter((each) => each.is_primary)).toHaveLength(1);
  const addresses = await database.knex('crm_personal_addresses').where(own);
  expect(addresses.map((each) => each.is_default).sort()).toEqual([false, true]);
  expect(await database.knex('crm_personal_profile').where(own)).toMatchObject([
    {
      notes: `notes of ${keep}\nnotes of ${drop}`,
      custom_attributes: { from: keep, [`only_${keep}`]: true, [`only_${drop}`]: true },
    },
  ]);
  const customers = await database.knex('crm_customers').where(own);
  expect(customers).toMatchObject([
    { lifetime_value: '20.00', paid_orders_count: 2, lead_status: 'converted', potential_status: 'open' },
  ]);
  const leads = await database.knex('crm_leads').where(own);
  expect(leads.map((each) => each.converted_customer_id)).toEqual([customers[0]?.id, customers[0]?.id]);
  expect(await database.knex('crm_reengage_personal_keys').where(own)).toMatchObject([
    { status: 'opted_out', contact_attempts: 2 },
  ]);
  expect(await database.knex('crm_reengaged_batches').where({ id: batch }).first()).toMatchObject({
    contacted_count: 1,
  });

  const record = await database.knex('crm_person_merges').where({ dropped_id: drop }).first();
  expect(record).toMatchObject({ kept_id: keep, survivor_id: keep, merged_by: a.ownerId });
  expect(record?.moved).toMatchObject({
    'crm_leads.personal_key_id': 1,
    'crm_leads.converted_customer_id': 1,
  });
  expect(Object.keys(record?.removed as object).sort()).toEqual([
    'crm_customers',
    'crm_personal_contacts',
    'crm_personal_profile',
    'crm_reengage_personal_keys',
  ]);
});

test('a primary contact, a customer and a profile of the dropped one alone are kept as they are', async () => {
  const keep = await database.asTenant(a, (trx) => addPerson(trx, a));
  const drop = await newPerson();
  await furnish(drop, await newBatch());
  await inA('merge_persons', keep, drop);
  const own = { personal_key_id: keep };
  expect(await database.knex('crm_personal_contacts').where({ ...own, is_primary: true })).toHaveLength(1);
  expect(await database.knex('crm_customers').where(own)).toHaveLength(1);
  expect(await database.knex('crm_personal_profile').where(own)).toHaveLength(1);
  expect(await database.knex('crm_person_merges').where({ dropped_id: drop }).first('removed')).toEqual({
    removed: {},
  });
});

test('the same again does no harm, and the dropped keys lead to the survivor', async () => {
  const [first, second] = await two();
  const third = await newPerson();
  const key = (await database.knex('crm_personal_keys').where({ id: first }).first('external_key'))
    ?.external_key;
  await inA('merge_persons', second, first);
  expect(await inA('merge_persons', second, first)).toBe(second);
  expect(await inA('merge_persons', first, second)).toBe(second);
  await inA('merge_persons', third, second);
  expect(await inA('merge_persons', second, first)).toBe(third);
  expect(await inA('resolve_person', first)).toBe(third);
  expect(await inA('resolve_person', third)).toBe(third);
  expect(await inA('resolve_person', 999999)).toBeNull();
  const found = await database.asTenant(a, (trx) =>
    trx.raw('SELECT * FROM app.find_person_by_key(?)', [key ?? '']),
  );
  expect(found.rows).toEqual([{ person_id: third, state: 'merged' }]);
  const records = await database
    .knex('crm_person_merges')
    .whereIn('dropped_id', [first, second])
    .orderBy('id');
  expect(records.map((each) => [each.dropped_id, each.kept_id, each.survivor_id])).toEqual([
    [first, second, third],
    [second, third, third],
  ]);
});

test('refuses itself, somebody unknown, and somebody who is already another', async () => {
  const [one, other] = await two();
  const third = await newPerson();
  await expect(inA('merge_persons', one, one)).rejects.toMatchObject({ code: '22023' });
  await expect(inA('merge_persons', one, 999999)).rejects.toMatchObject({ code: 'P0002' });
  await inA('merge_persons', one, other);
  await expect(inA('merge_persons', third, other)).rejects.toMatchObject({ code: '55000' });
});

test('who stays is known, and a customer, since the earlier of the two; won back once, by the earlier order', async () => {
  const [keep, drop] = await two();
  const batch = await newBatch();
  await furnish(keep, batch);
  await furnish(drop, batch);
  const { knex } = database;
  const since = { created_at: '2024-05-01T00:00:00Z' };
  await knex('crm_personal_keys').where({ id: drop }).update(since);
  await knex('crm_customers').where({ personal_key_id: drop }).update({ created_at: '2024-06-01T00:00:00Z' });
  for (const [person, day, order, value] of [
    [keep, '2026-03-02', 2, 20],
    [drop, '2026-03-01', 1, 10],
  ] as const) {
    const at = `${day}T12:00:00Z`;
    await knex('crm_reengage_personal_keys')
      .where({ batch_id: batch, personal_key_id: person })
      .update({
        status: 'converted',
        added_to_batch_at: '2026-02-01T00:00:00Z',
        contacted_at: at,
        responded_at: at,
        converted_at: at,
        converted_order_id: String(order),
        conversion_value: value,
      });
  }
  await batchDays.create(knex, { tenant_id: a.id, batch_id: batch, snapshot_date: '2026-03-02' });
  await inA('merge_persons', keep, drop);
  expect(await knex('crm_personal_keys').where({ id: keep }).first()).toMatchObject({
    created_at: new Date('2024-05-01T00:00:00Z'),
  });
  expect(await knex('crm_customers').where({ personal_key_id: keep }).first()).toMatchObject({
    created_at: new Date('2024-06-01T00:00:00Z'),
  });
  expect(await knex('crm_reengage_personal_keys').where({ personal_key_id: keep })).toMatchObject([
    { converted_order_id: '1', conversion_value: '10.00', converted_at: new Date('2026-03-01T12:00:00Z') },
  ]);
  expect(await knex('crm_reengaged_batches').where({ id: batch }).first()).toMatchObject({
    conversion_count: 1,
    reactivated_revenue: '10.00',
  });
  expect(await knex('crm_reengage_batches_stats').where({ batch_id: batch }).first()).toMatchObject({
    conversion_count: 0,
    total_conversions: 1,
    total_revenue: '10.00',
  });
});

test('refuses to add up money in two currencies', async () => {
  const [keep, drop] = await two();
  for (const [person, currency] of [
    [keep, 'EUR'],
    [drop, 'USD'],
  ] as const) {
    const paid = { lifetime_value: 1, currency_code: currency };
    await customers.create(database.knex, { tenant_id: a.id, personal_key_id: person, ...paid });
  }
  await expect(inA('merge_persons', keep, drop)).rejects.toMatchObject({ code: '55000' });
  expect(await pointingAt(drop)).toBe(2);
});

test('a person of another tenant is nobody', async () => {
  const [mine, foreign] = await two();
  const answer = (keep: string, drop: string, id: string) =>
    refusal(
      database.asTenant(b, (trx) => call(trx, 'merge_persons', keep, drop)),
      id,
    );
  const own = await database.asTenant(b, (trx) => addPerson(trx, b));
  expect(await answer(own, foreign, foreign)).toEqual(await answer(own, '999999', '999999'));
  expect(await answer(mine, own, mine)).toEqual(await answer('999999', own, '999999'));
});

describe('at once', () => {
  test('two merges of the same two in both directions: one survivor, nobody waits for ever', async () => {
    for (let round = 0; round < 10; round++) {
      const [one, other] = await two();
      const asked = Array.from({ length: 8 }, (_, i) =>
        i % 2 === 0 ? inA<string>('merge_persons', one, other) : inA<string>('merge_persons', other, one),
      );
      const { results, codes } = await outcomes(asked);
      expect(codes).toEqual([]);
      expect(new Set(results).size).toBe(1);
    }
  });

  test('a chain of merges into one leaves one person with everything', async () => {
    const people = [];
    for (let i = 0; i < 8; i++) people.push(await newPerson());
    const [keep = '', ...others] = people;
    const { codes } = await outcomes(others.map((each) => inA('merge_persons', keep, each)));
    expect(codes).toEqual([]);
    expect(await database.knex('crm_personal_contacts').where({ personal_key_id: keep })).toHaveLength(8);
  });

  test('while leads are converted, opportunities won, outcomes noted and contacts added: nothing is lost', async () => {
    for (let round = 0; round < 6; round++) {
      const [keep, drop] = await two();
      const batch = await newBatch();
      await furnish(keep, batch, { convert: round % 2 === 0 });
      await furnish(drop, batch, { convert: false });
      const leads = await database.knex('crm_leads').whereIn('personal_key_id', [keep, drop]).orderBy('id');
      const contact = (person: string, value: string) =>
        database.asTenant(a, (trx) =>
          contacts.create(trx, { personal_key_id: person, contact_type: 'other', contact_value: value }),
        );
      const win = (person: string) =>
        database.asTenant(a, (trx) =>
          trx('crm_potential').where({ personal_key_id: person }).update({ status: 'won', stage: 'closed' }),
        );
      const note = (person: string) =>
        database.asTenant(a, (trx) =>
          trx('crm_reengage_personal_keys')
            .where({ personal_key_id: person })
            .update({ status: 'contacted', contacted_at: trx.fn.now() }),
        );
      const [merged, changed, added] = await Promise.all([
        outcomes([inA('merge_persons', keep, drop)]),
        outcomes<unknown>([
          ...leads.map(({ id }) => inA('convert_lead', id)),
          ...[keep, drop].flatMap((each) => [win(each), note(each)]),
        ]),
        outcomes([contact(keep, 'kept'), contact(drop, 'late'), contact(drop, 'later')]),
      ]);
      expect(merged.codes).toEqual([]);
      expect(changed.codes).toEqual([]);
      // Whoever came after the merge was told that the key is gone; nothing was added to a dead key.
      expect(added.codes.filter((code) => code !== '23503')).toEqual([]);
      expect(await pointingAt(drop)).toBe(0);
      expect(
        await database.knex('crm_personal_contacts').where({ personal_key_id: keep, contact_type: 'other' }),
      ).toHaveLength(3 - added.codes.length);
      const customers = await database.knex('crm_customers').where({ personal_key_id: keep });
      expect(customers).toHaveLength(1);
      const converted = await database
        .knex('crm_leads')
        .where({ personal_key_id: keep, status: 'converted' });
      expect(converted.map((each) => each.converted_customer_id)).toEqual([
        customers[0]?.id,
        customers[0]?.id,
      ]);
    }
  });
});

test('the record of a merge is written by the function alone', async () => {
  const person = await newPerson();
  const by = (sql: string) => database.asTenant(a, (trx) => trx.raw(sql));
  await expect(
    by(
      `INSERT INTO crm_person_merges (tenant_id, dropped_id, kept_id, survivor_id) VALUES (${a.id}, 1, ${person}, ${person})`,
    ),
  ).rejects.toMatchObject({ code: '42501' });
  await expect(by("UPDATE crm_person_merges SET removed = '{}'")).rejects.toMatchObject({ code: '42501' });
  await expect(by('DELETE FROM crm_person_merges')).rejects.toMatchObject({ code: '42501' });
});
