import { call, outcomes, refusal } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { opportunities } from '../test-factories.ts';
import { addLead, addPerson } from './people.ts';

const AT_ONCE = 20;

const { database, a, b, call: inA } = inDomain('crm');

/** A person with one lead, in tenant a. */
const newLead = () =>
  database.asTenant(a, async (trx) => {
    const person = await addPerson(trx, a);
    return { person, lead: await addLead(trx, a, person) };
  });

describe('a lead is moved', () => {
  test('along allowed paths, and its history says who, from where and why', async () => {
    const { lead } = await newLead();
    expect(await inA('transition_lead', lead, 'contacted')).toBe(true);
    expect(await inA('transition_lead', lead, 'contacted')).toBe(false);
    expect(await inA('transition_lead', lead, 'lost', 'too dear')).toBe(true);
    const history = await database.knex('crm_lead_status_history').where({ lead_id: lead }).orderBy('id');
    expect(
      history.map(({ from_status, to_status, changed_by, reason }) => [
        from_status,
        to_status,
        changed_by,
        reason,
      ]),
    ).toEqual([
      [null, 'new', a.ownerId, null],
      ['new', 'contacted', a.ownerId, null],
      ['contacted', 'lost', a.ownerId, 'too dear'],
    ]);
  });

  test.each([
    ['no status at all', null, '22023'],
    ['a status that there is not', 'won', '22023'],
    ['converted without a customer', 'converted', '55000'],
  ])('not from new to %s', async (_what, to, code) => {
    const { lead } = await newLead();
    await expect(inA('transition_lead', lead, to)).rejects.toMatchObject({ code });
  });

  test.each([
    ['update', "UPDATE crm_leads SET status = 'lost'"],
    ['conversion', 'UPDATE crm_leads SET converted_at = now()'],
    ['order', 'UPDATE crm_leads SET order_id = 1'],
    ['person', 'UPDATE crm_leads SET personal_key_id = personal_key_id'],
    ['insert', "INSERT INTO crm_leads (tenant_id, personal_key_id, status) VALUES ($t, $p, 'converted')"],
    [
      'history',
      "INSERT INTO crm_lead_status_history (tenant_id, lead_id, to_status) VALUES ($t, $l, 'lost')",
    ],
    ['history changed', "UPDATE crm_lead_status_history SET to_status = 'lost'"],
    ['history deleted', 'DELETE FROM crm_lead_status_history'],
  ])('never by hand: %s', async (_what, sql) => {
    const { person, lead } = await newLead();
    const text = sql.replace('$t', a.id).replace('$p', person).replace('$l', lead);
    await expect(database.asTenant(a, (trx) => trx.raw(text))).rejects.toMatchObject({ code: '42501' });
  });

  test('not even by the owner of the schema past the function', async () => {
    const { lead } = await newLead();
    await expect(
      database.knex('crm_leads').where({ id: lead }).update({ status: 'contacted' }),
    ).rejects.toMatchObject({ code: '42501' });
  });

  test('once, when many ask at once', async () => {
    const { lead } = await newLead();
    const asked = Array.from({ length: AT_ONCE }, () => inA<boolean>('transition_lead', lead, 'contacted'));
    const { results, codes } = await outcomes(asked);
    expect(codes).toEqual([]);
    expect(results.filter(Boolean)).toHaveLength(1);
    const history = await database.knex('crm_lead_status_history').where({ lead_id: lead });
    expect(history).toHaveLength(2);
  });

  test('by the second of two after the first has committed, and then there is nothing left to do', async () => {
    const { lead } = await newLead();
    let second = Promise.resolve(true);
    const first = await database.asTenant(a, async (trx) => {
      const moved = await call<boolean>(trx, 'transition_lead', lead, 'contacted');
      second = inA<boolean>('transition_lead', lead, 'contacted');
      await database.untilBlocked(second);
      return moved;
    });
    expect([first, await second]).toEqual([true, false]);
  });
});

describe('a lead is converted', () => {
  test('into a customer who knows the lead; the second call returns the same and may name the order', async () => {
    const { person, lead } = await newLead();
    const customer = await inA<string>('convert_lead', lead);
    expect(await inA('convert_lead', lead)).toBe(customer);
    expect(await inA('convert_lead', lead, 77)).toBe(customer);
    expect(await inA('convert_lead', lead)).toBe(customer);
    await expect(inA('convert_lead', lead, 78)).rejects.toMatchObject({ code: '55000' });
    expect(await database.knex('crm_customers').where({ id: customer }).first()).toMatchObject({
      personal_key_id: person,
      first_lead_id: lead,
      source: 'referral',
      lead_status: 'converted',
      lifetime_value: '0.00',
    });
    expect(await database.knex('crm_leads').where({ id: lead }).first()).toMatchObject({
      status: 'converted',
      order_id: '77',
      converted_customer_id: customer,
    });
    expect(await database.knex('crm_lead_status_history').where({ lead_id: lead })).toHaveLength(2);
  });

  test('once, when many ask at once', async () => {
    const { person, lead } = await newLead();
    const asked = Array.from({ length: AT_ONCE }, () => inA<string>('convert_lead', lead));
    const { results, codes } = await outcomes(asked);
    expect(codes).toEqual([]);
    expect(new Set(results).size).toBe(1);
    expect(await database.knex('crm_customers').where({ personal_key_id: person })).toHaveLength(1);
    expect(
      await database.knex('crm_lead_status_history').where({ lead_id: lead, to_status: 'converted' }),
    ).toHaveLength(1);
  });

  test('with the other leads of the person into one customer, at once', async () => {
    const { person, lead } = await newLead();
    const leads = await database.asTenant(a, async (trx) => {
      const more = [lead];
      for (let i = 1; i < AT_ONCE; i++) more.push(await addLead(trx, a, person));
      return more;
    });
    const { results, codes } = await outcomes(leads.map((each) => inA<string>('convert_lead', each)));
    expect(codes).toEqual([]);
    expect(new Set(results).size).toBe(1);
    const customers = await database.knex('crm_customers').where({ personal_key_id: person });
    expect(customers).toHaveLength(1);
    expect(leads).toContain(customers[0]?.first_lead_id);
  });

  test('by many with different orders: one order wins, the others are told', async () => {
    const { lead } = await newLead();
    const asked = Array.from({ length: AT_ONCE }, (_, i) => inA<string>('convert_lead', lead, 100 + i));
    const { results, codes } = await outcomes(asked);
    expect(results).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(['55000']));
  });

  test('not when it is lost, but when it was taken up again', async () => {
    const { lead } = await newLead();
    await inA('transition_lead', lead, 'lost');
    await expect(inA('convert_lead', lead)).rejects.toMatchObject({ code: '55000' });
    await inA('transition_lead', lead, 'contacted');
    expect(await inA('convert_lead', lead)).toBeDefined();
  });
});

describe('another tenant', () => {
  test.each([
    ['convert_lead', []],
    ['transition_lead', ['contacted']],
  ])('gets from %s the same answer for a foreign lead as for none', async (name, more) => {
    const { lead } = await newLead();
    const answer = (id: string) =>
      refusal(
        database.asTenant(b, (trx) => call(trx, name, id, ...more)),
        id,
      );
    expect(await answer(lead)).toEqual(await answer('999999'));
    expect(await answer(lead)).toMatchObject({ code: 'P0002', message: 'There is no lead #.' });
  });
});

describe('without the permission', () => {
  test.each([
    ['crm.write', 'transition_lead', [1, 'contacted']],
    ['crm.write', 'convert_lead', [1]],
    ['crm.merge', 'merge_persons', [1, 2]],
    ['crm.export', 'export_person', [1]],
    ['crm.erase', 'erase_person', [1]],
  ])('%s nobody calls %s', async (permission, name, values) => {
    const trx = await database.knex.transaction();
    await trx.raw(
      'DELETE FROM sys_role_permissions rp USING sys_permissions p WHERE p.id = rp.permission_id AND p.key = ?',
      [permission],
    );
    await trx.raw('SET LOCAL ROLE erp_app');
    await trx.raw('SELECT app.enter_tenant(?::bigint, ?::bigint)', [a.id, a.ownerId]);
    const answer = await refusal(call(trx, name, ...values));
    await trx.rollback();
    expect(answer).toMatchObject({ code: '42501', message: `Permission ${permission} is missing.` });
  });

  test.each([
    ['lock_lead', [1]],
    ['repoint_references', ['crm_leads', 1, 1, 1]],
    ['merge_customers', [1, 2]],
    ['merge_person_details', [1, 2]],
  ])('nobody calls the inner function %s', async (name, values) => {
    await expect(inA(name, ...values)).rejects.toMatchObject({ code: '42501' });
  });
});

test('a customer shows the status of the latest lead and opportunity of the person', async () => {
  const { person, lead } = await newLead();
  const customer = await inA<string>('convert_lead', lead);
  const statuses = () =>
    database.knex('crm_customers').where({ id: customer }).first('lead_status', 'potential_status');
  await database.asTenant(a, async (trx) => {
    const later = await addLead(trx, a, person);
    await call(trx, 'transition_lead', later, 'qualified');
    await opportunities.create(trx, { personal_key_id: person });
    await opportunities.won().create(trx, { personal_key_id: person });
  });
  expect(await statuses()).toEqual({ lead_status: 'qualified', potential_status: 'won' });
  await database.asTenant(a, (trx) =>
    trx('crm_potential').where({ personal_key_id: person, status: 'open' }).update({ status: 'lost' }),
  );
  expect(await statuses()).toEqual({ lead_status: 'qualified', potential_status: 'won' });
});
