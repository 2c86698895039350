import { call, refusal } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import type { Knex } from 'knex';

const { database, a, call: inA } = inDomain('orders');

const inTenant = <Result>(work: (trx: Knex.Transaction) => Promise<Result>) => database.asTenant(a, work);

/** A customer with a draft. */
const bought = (email: string) =>
  inTenant(async (trx) => {
    const lead = await call<string>(trx, 'capture_lead', email);
    const customer = await call<string>(trx, 'convert_lead', lead);
    const person = (await trx('crm_customers').where({ id: customer }).first())?.personal_key_id ?? '';
    return { lead, person, order: await call<string>(trx, 'create_order', customer, 'EUR') };
  });

test('a lead is not converted by the order of somebody else', async () => {
  const [mine, theirs] = [await bought('mine@example.com'), await bought('theirs@example.com')];
  expect(await refusal(inA('convert_lead', mine.lead, theirs.order))).toEqual({
    code: '22023',
    message: `Order ${theirs.order} is that of another customer.`,
    detail: `It is of person ${theirs.person}, not of person ${mine.person}.`,
    hint: 'Name an order of the same person; if the two are one, call app.merge_persons first.',
  });
  await expect(inA('convert_lead', mine.lead, 999_999)).rejects.toMatchObject({ code: 'P0002' });
  await inA('convert_lead', mine.lead, mine.order);
  expect(await database.knex('crm_leads').where({ id: mine.lead }).first()).toMatchObject({
    order_id: mine.order,
  });
});

test('an opportunity is not won by the order of somebody else, and names its own at once or later', async () => {
  const [mine, theirs] = [await bought('i@example.com'), await bought('they@example.com')];
  const opportunity = await inA('create_opportunity', mine.person);
  await expect(inA('transition_opportunity', opportunity, 'won', null, theirs.order)).rejects.toMatchObject({
    code: '22023',
  });
  expect(await inA('transition_opportunity', opportunity, 'won')).toBe(true);
  expect(await inA('transition_opportunity', opportunity, 'won', null, mine.order)).toBe(false);
  expect(await database.knex('crm_potential').where({ id: opportunity }).first()).toMatchObject({
    status: 'won',
    converted_to_order_id: mine.order,
  });
  const further = await inTenant(async (trx) => {
    const order = await trx('orders').where({ id: mine.order }).first();
    return call<string>(trx, 'create_order', order?.customer_id, 'EUR');
  });
  await expect(inA('transition_opportunity', opportunity, 'won', null, further)).rejects.toMatchObject({
    code: '55000',
  });
});
