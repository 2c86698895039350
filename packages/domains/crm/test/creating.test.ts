import { outcomes, refusal } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';

const AT_ONCE = 12;

const { database, a, b, call: inA } = inDomain('crm');

const json = (value: unknown) => JSON.stringify(value);
const contactsOf = (person: string) =>
  database
    .knex('crm_personal_contacts')
    .where({ personal_key_id: person })
    .orderBy('id')
    .select('contact_type', 'contact_value', 'is_primary', 'is_verified');
const personOf = async (lead: string) =>
  (await database.knex('crm_leads').where({ id: lead }).first())?.personal_key_id ?? '';

describe('a person is added', () => {
  test('with contacts however they are written, a profile and addresses', async () => {
    const person = await inA(
      'create_person',
      json([{ contact: ' Anna.Berg@Example.com ' }, { contact: '0049 30 123-4567', is_verified: true }]),
      json({ display_name: 'Anna Berg', five_element: 'wood', addresses: [{ city: 'Bonn', country: 'de' }] }),
    );
    expect(await contactsOf(person)).toEqual([
      { contact_type: 'email', contact_value: 'anna.berg@example.com', is_primary: true, is_verified: false },
      { contact_type: 'phone', contact_value: '+49301234567', is_primary: false, is_verified: true },
    ]);
    expect(
      await database.knex('crm_personal_profile').where({ personal_key_id: person }).first(),
    ).toMatchObject({
      display_name: 'Anna Berg',
      five_element: 'wood',
    });
    expect(await database.knex('crm_personal_addresses').where({ personal_key_id: person })).toMatchObject([
      { type: 'primary', city: 'Bonn', country: 'DE', is_default: true },
    ]);
  });

  test('once by a key, and once by the same contacts and name', async () => {
    const key = json({ external_key: 'shop:1' });
    const first = await inA('create_person', '[]', key);
    expect(await inA('create_person', json([{ contact: 'other@example.com' }]), key)).toBe(first);
    expect(await contactsOf(first)).toEqual([]);

    const family = json([{ contact: 'family@example.com' }]);
    const mother = await inA('create_person', family, json({ display_name: 'Mia Roth' }));
    expect(await inA('create_person', family, json({ display_name: 'mia roth ' }))).toBe(mother);
    expect(await inA('create_person', family)).toBe(mother);
    expect(await inA('create_person', family, json({ display_name: 'Ole Roth' }))).not.toBe(mother);
  });

  test.each([
    ['key', () => inA('create_person', '[]', json({ external_key: 'at once' }))],
    [
      'contact',
      () => inA('create_person', json([{ contact: 'at.once@example.com' }, { contact: '+4915112345678' }])),
    ],
  ])('once by a %s when many add it at the same moment', async (_what, add) => {
    const { results, codes } = await outcomes(Array.from({ length: AT_ONCE }, add));
    expect(codes).toEqual([]);
    expect(new Set(results).size).toBe(1);
  });

  test('a key of somebody who was merged leads on, that of somebody erased is refused', async () => {
    const [kept, dropped] = [
      await inA('create_person', '[]', json({ external_key: 'kept' })),
      await inA('create_person', '[]', json({ external_key: 'dropped' })),
    ];
    await inA('merge_persons', kept, dropped);
    expect(await inA('create_person', '[]', json({ external_key: 'dropped' }))).toBe(kept);
    await inA('erase_person', kept);
    expect(await refusal(inA('create_person', '[]', json({ external_key: 'kept' })))).toMatchObject({
      code: '55000',
    });
  });

  test.each([
    ['a number without a country', [{ contact: '030 1234567' }], {}, /\+49/],
    ['a handle of no network', [{ contact: 'anna' }], {}, /platform_name/],
    ['a type that there is not', [{ contact: 'anna', contact_type: 'fax' }], {}, /email, phone, social/],
    ['no contact in a contact', [{ is_primary: true }], {}, /e-mail address/],
    ['a misspelt detail', [], { dispaly_name: 'Anna' }, /display_name/],
    ['a misspelt detail of a contact', [{ contact: 'a@b.de', primary: true }], {}, /is_primary/],
    ['an element that there is not', [], { five_element: 'gold' }, /wood, fire, earth, metal, water/],
    ['a kind of address that there is not', [], { addresses: [{ type: 'home' }] }, /primary, billing/],
    ['contacts that are no list', {}, {}, /^Of objects with contact text, /],
  ])('is refused with %s, and the answer says what there is', async (_what, contacts, details, hint) => {
    const before = await database.knex('crm_personal_keys').count();
    expect(await refusal(inA('create_person', json(contacts), json(details)))).toMatchObject({
      code: '22023',
      hint: expect.stringMatching(hint),
    });
    expect(await database.knex('crm_personal_keys').count()).toEqual(before);
  });
});

describe('a lead is captured', () => {
  test('of a new person, then of the same one, once while it is open', async () => {
    const lead = await inA(
      'capture_lead',
      'New@Example.com',
      'facebook',
      json({ display_name: 'New', assigned_to: a.ownerId }),
    );
    expect(await inA('capture_lead', 'new@example.com', 'referral')).toBe(lead);
    expect(await database.knex('crm_leads').where({ id: lead }).first()).toMatchObject({
      source: 'facebook',
      status: 'new',
      assigned_to: a.ownerId,
    });
    await inA('transition_lead', lead, 'lost');
    const next = await inA('capture_lead', 'new@example.com', 'referral');
    expect(next).not.toBe(lead);
    expect(await personOf(next)).toBe(await personOf(lead));
    expect(
      await database.knex('crm_personal_contacts').where({ personal_key_id: await personOf(lead) }),
    ).toMatchObject([{ lead_id: next, original_lead_id: lead, is_primary: true }]);
  });

  test('of the likeliest of several who share a number', async () => {
    const number = '+4930999';
    await inA('create_person', json([{ contact: number }]), json({ display_name: 'One' }));
    const two = await inA(
      'create_person',
      json([{ contact: number, is_verified: true }]),
      json({ display_name: 'Two' }),
    );
    expect(await personOf(await inA('capture_lead', '0049 30 999'))).toBe(two);
  });

  test('a handle is somebody at its network alone', async () => {
    const at = (platform: string) =>
      inA('capture_lead', 'anna', null, json({ contact_type: 'social', platform_name: platform }));
    const lead = await at('facebook');
    expect(await at('facebook')).toBe(lead);
    expect(await personOf(await at('zalo'))).not.toBe(await personOf(lead));
  });

  test('once by a form that many sessions send at the same moment', async () => {
    const { results, codes } = await outcomes(
      Array.from({ length: AT_ONCE }, () => inA('capture_lead', 'form@example.com', 'web_form')),
    );
    expect(codes).toEqual([]);
    expect(new Set(results).size).toBe(1);
  });

  test('never of a person of another tenant', async () => {
    const lead = await inA('capture_lead', 'shared@example.com');
    const theirs = await database.asTenant(b, async (trx) => {
      const { rows } = await trx.raw("SELECT app.capture_lead('shared@example.com') AS lead");
      return rows[0].lead as string;
    });
    expect(await personOf(theirs)).not.toBe(await personOf(lead));
  });

  test.each([
    ['a source that is no code', ['x@example.com', 'Web Form'], /walk_in/],
    ['no contact', [null], /e-mail address/],
  ])('is refused with %s', async (_what, values, hint) => {
    expect(await refusal(inA('capture_lead', ...values))).toMatchObject({
      code: '22023',
      hint: expect.stringMatching(hint),
    });
  });
});

describe('a contact is added', () => {
  test('once, and the preferred one gives way to the next', async () => {
    const person = await inA('create_person', json([{ contact: 'old@example.com' }]));
    const added = await inA('add_contact', person, 'NEW@example.com', json({ is_primary: true }));
    expect(await inA('add_contact', person, 'new@example.com', json({ is_verified: true }))).toBe(added);
    expect(await contactsOf(person)).toEqual([
      { contact_type: 'email', contact_value: 'old@example.com', is_primary: false, is_verified: false },
      { contact_type: 'email', contact_value: 'new@example.com', is_primary: true, is_verified: true },
    ]);
  });

  test('not to a person who is not there, nor to one who has been erased', async () => {
    await expect(inA('add_contact', 999_999, 'x@example.com')).rejects.toMatchObject({ code: 'P0002' });
    const person = await inA('create_person');
    await inA('erase_person', person);
    await expect(inA('add_contact', person, 'x@example.com')).rejects.toMatchObject({ code: '55000' });
  });
});

describe('a customer is made', () => {
  test('once per person, at once or in turn', async () => {
    const person = await inA('create_person');
    const details = json({ source: 'walk_in', customer_rank: 'gold' });
    const { results } = await outcomes(
      Array.from({ length: AT_ONCE }, () => inA('create_customer', person, details)),
    );
    expect(new Set(results).size).toBe(1);
    expect(await inA('create_customer', person, json({ source: 'other' }))).toBe(results[0]);
    expect(await database.knex('crm_customers').where({ personal_key_id: person })).toMatchObject([
      { source: 'walk_in', customer_rank: 'gold' },
    ]);
  });

  test('not with a rank that is no code', async () => {
    const person = await inA('create_person');
    expect(await refusal(inA('create_customer', person, json({ customer_rank: 'Gold!' })))).toMatchObject({
      code: '22023',
    });
  });
});
