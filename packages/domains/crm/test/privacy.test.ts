import { call, outcomes, refusal } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import {
  addresses,
  contacts,
  leads,
  opportunities,
  people,
  profiles,
  touchpoints,
} from '../test-factories.ts';
import { addPerson, type Tenant } from './people.ts';

const { database, a, b, call: inA } = inDomain('crm');

const SECRETS = [
  'ann@example.com',
  'Ann Example',
  'Elm Street',
  'calls her mother',
  'likes opals',
  'too shy',
  'CRM-7',
];

/** A person about whom each of the secrets is written down somewhere. */
const ann = () =>
  database.asTenant(a, async (trx) => {
    const email = { contact_type: 'email', contact_value: 'ann@example.com' } as const;
    const { id } = await people.create(trx, { external_key: 'CRM-7' });
    const own = { personal_key_id: id };
    await contacts.create(trx, { ...own, ...email });
    await addresses.create(trx, { ...own, address_line1: 'Elm Street 1' });
    await profiles.create(trx, { ...own, display_name: 'Ann Example' });
    await touchpoints.create(trx, { ...own, summary_text: 'calls her mother', sentiment_score: 0.5 });
    await opportunities.create(trx, { ...own, interested_products: ['likes opals'] });
    const lead = await leads.referred().create(trx, own);
    await call(trx, 'transition_lead', lead.id, 'contacted', 'too shy');
    await call(trx, 'convert_lead', lead.id);
    const twin = await people.create(trx, { contacts: [email] });
    await call(trx, 'merge_persons', id, twin.id);
    return id;
  });

/** Every row of the tenant in every table, as one text. */
async function everything(): Promise<string> {
  const { rows } = await database.knex.raw<{ rows: { table: string }[] }>(
    "SELECT relname AS \"table\" FROM pg_class WHERE relname LIKE 'crm\\_%' AND relkind = 'r'",
  );
  expect(rows).toHaveLength(14);
  const texts = await Promise.all(rows.map(({ table }) => database.knex(table)));
  return JSON.stringify(texts);
}

test('what is known about a person is handed out, then erased with every word, and the books stay', async () => {
  const id = await ann();
  const before = await everything();
  for (const secret of SECRETS) expect(before).toContain(secret);

  const handedOut = await inA<{ tables: object }>('export_person', id);
  for (const secret of SECRETS) expect(JSON.stringify(handedOut)).toContain(secret);
  expect(Object.keys(handedOut.tables).sort()).toEqual([
    'crm_customers',
    'crm_lead_status_history',
    'crm_leads',
    'crm_person_merges',
    'crm_personal_addresses',
    'crm_personal_contacts',
    'crm_personal_journey',
    'crm_personal_profile',
    'crm_potential',
    'crm_potential_status_history',
  ]);

  expect(await inA('erase_person', id)).toBe(true);
  const after = await everything();
  for (const secret of SECRETS) expect(after).not.toContain(secret);
  const own = { personal_key_id: id };
  expect(await database.knex('crm_customers').where(own)).toHaveLength(1);
  expect(await database.knex('crm_leads').where(own)).toHaveLength(1);
  expect(await database.knex('crm_personal_journey').where(own)).toMatchObject([
    { sentiment_score: '0.5000' },
  ]);

  expect(await inA('erase_person', id)).toBe(false);
  expect(await everything()).toBe(after);

  const found = await database.asTenant(a, (trx) => trx.raw("SELECT * FROM app.find_person_by_key('CRM-7')"));
  expect(found.rows).toEqual([{ person_id: id, state: 'erased' }]);
  const elsewhere = await database.asTenant(b, (trx) =>
    trx.raw("SELECT * FROM app.find_person_by_key('CRM-7')"),
  );
  expect(elsewhere.rows).toEqual([]);
  const other = await database.asTenant(a, (trx) => addPerson(trx, a));
  await expect(inA('merge_persons', other, id)).rejects.toMatchObject({ code: '55000' });
});

test('nothing personal reaches a person who is being erased', async () => {
  for (let round = 0; round < 10; round++) {
    const id = await database.asTenant(a, (trx) => addPerson(trx, a, `gone.${round}@example.com`));
    const add = (value: string) =>
      database.asTenant(a, (trx) =>
        contacts.create(trx, { personal_key_id: id, contact_type: 'other', contact_value: value }),
      );
    const [erased, added] = await Promise.all([
      outcomes([inA<boolean>('erase_person', id), inA<boolean>('erase_person', id)]),
      outcomes([add('one'), add('two'), add('three')]),
    ]);
    expect(erased.codes).toEqual([]);
    expect(erased.results.sort()).toEqual([false, true]);
    expect(added.codes.filter((code) => code !== '55000')).toEqual([]);
    expect(await database.knex('crm_personal_contacts').where({ personal_key_id: id })).toEqual([]);
    await expect(add('late')).rejects.toMatchObject({ code: '55000' });
  }
});

test.each(['export_person', 'erase_person'])(
  '%s answers the same for a foreign person as for none',
  async (name) => {
    const id = await database.asTenant(a, (trx) => addPerson(trx, a));
    const answer = (person: string) =>
      refusal(
        database.asTenant(b, (trx) => call(trx, name, person)),
        person,
      );
    expect(await answer(id)).toEqual(await answer('999999'));
    expect(await answer(id)).toMatchObject({ code: 'P0002', message: 'There is no person #.' });
  },
);

describe('a person is found', () => {
  test.each([
    ['Zoe@Example.COM ', 'zoe@example.com', 'email'],
    ['0049 (30) 123-456.7', '+49301234567', 'phone'],
    ['+49 30 123/4567', '+49301234567', 'phone'],
    [' zoe_handle', 'zoe_handle', 'social'],
  ] as const)('by %s', async (written, stored, type) => {
    const id = await database.asTenant(a, async (trx) => {
      const person = await addPerson(trx, a);
      await contacts.create(trx, { personal_key_id: person, contact_type: type, contact_value: stored });
      return person;
    });
    const find = (tenant: Tenant) =>
      database.asTenant(tenant, (trx) => trx.raw('SELECT * FROM app.find_person(?)', [written]));
    expect((await find(a)).rows.map((row: { person_id: string }) => row.person_id)).toContain(id);
    expect((await find(b)).rows).toEqual([]);
  });

  test('by an index, as the application role', async () => {
    await database.knex.raw(`
      WITH people AS (
        INSERT INTO crm_personal_keys (tenant_id, external_key) SELECT ${a.id}, 'bulk ' || n FROM generate_series(1, 3000) n
        RETURNING tenant_id, id
      )
      INSERT INTO crm_personal_contacts (tenant_id, personal_key_id, contact_type, contact_value)
      SELECT tenant_id, id, 'other', 'handle ' || id FROM people`);
    await database.knex.raw('ANALYZE crm_personal_contacts');
    const plan = await database.asTenant(a, (trx) =>
      trx.raw("EXPLAIN SELECT personal_key_id FROM crm_personal_contacts WHERE contact_value = 'handle 7'"),
    );
    expect(JSON.stringify(plan.rows)).toMatch(/Index Scan.*ix_crm_personal_contacts_contact_value/);
  });
});
