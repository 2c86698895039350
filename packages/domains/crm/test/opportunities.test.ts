import { outcomes, refusal } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { leads } from '../test-factories.ts';

const { database, a, call: inA } = inDomain('crm');

const json = (value: unknown) => JSON.stringify(value);
const opened = async (details: object = {}) =>
  inA('create_opportunity', await inA('create_person'), json(details));
const row = (id: string) => database.knex('crm_potential').where({ id }).first();
const historyOf = async (id: string) =>
  (await database.knex('crm_potential_status_history').where({ potential_id: id }).orderBy('id')).map(
    (step) => [step.from_stage, step.to_stage, step.to_status, step.changed_by, step.reason],
  );

test('an opportunity is opened, moved and won, and its history says who, where and why', async () => {
  const id = await opened({
    priority: 'high',
    currency_code: 'EUR',
    estimated_value: '1200.50',
    probability_score: 20,
    interested_products: ['ring'],
    assigned_to: a.ownerId,
  });
  expect(await inA('transition_opportunity', id, 'proposal', 'sent the offer')).toBe(true);
  expect(await inA('transition_opportunity', id, 'proposal')).toBe(false);
  expect(await inA('transition_opportunity', id, 'won', 'signed')).toBe(true);
  expect(await row(id)).toMatchObject({
    status: 'won',
    stage: 'closed',
    priority: 'high',
    estimated_value: '1200.50',
    probability_score: 100,
    interested_products: ['ring'],
  });
  expect(await historyOf(id)).toEqual([
    [null, 'prospecting', 'open', a.ownerId, null],
    ['prospecting', 'proposal', 'open', a.ownerId, 'sent the offer'],
    ['proposal', 'closed', 'won', a.ownerId, 'signed'],
  ]);
});

test('one that was lost keeps its stage and is taken up again; a won one stays', async () => {
  const id = await opened({ stage: 'negotiation' });
  await inA('transition_opportunity', id, 'lost', 'too dear');
  expect(await row(id)).toMatchObject({ status: 'lost', stage: 'negotiation', probability_score: 0 });
  await inA('transition_opportunity', id, 'qualification');
  expect(await row(id)).toMatchObject({ status: 'open', stage: 'qualification' });
  await inA('transition_opportunity', id, 'won');
  await expect(inA('transition_opportunity', id, 'lost')).rejects.toMatchObject({ code: '55000' });
});

test('a customer has the statuses of what is left when leads and opportunities are removed', async () => {
  const person = await inA('create_person');
  const customer = await inA('create_customer', person);
  const lead = await leads.create(database.knex, { tenant_id: a.id, personal_key_id: person });
  const lost = await inA('create_opportunity', person, json({ stage: 'negotiation' }));
  await inA('transition_opportunity', lost, 'lost');
  const open = await inA('create_opportunity', person);
  const statuses = () =>
    database.knex('crm_customers').where({ id: customer }).first('lead_status', 'potential_status');
  expect(await statuses()).toEqual({ lead_status: 'new', potential_status: 'open' });
  await database.asTenant(a, (trx) => trx('crm_potential').where({ id: open }).delete());
  await database.asTenant(a, (trx) => trx('crm_leads').where({ id: lead.id }).delete());
  expect(await statuses()).toEqual({ lead_status: null, potential_status: 'lost' });
});

test('a move by hand has its history, too', async () => {
  const id = await opened();
  await database.asTenant(a, (trx) => trx('crm_potential').where({ id }).update({ stage: 'proposal' }));
  expect(await historyOf(id)).toEqual([
    [null, 'prospecting', 'open', a.ownerId, null],
    ['prospecting', 'proposal', 'open', a.ownerId, null],
  ]);
  for (const sql of [
    'DELETE FROM crm_potential_status_history',
    "INSERT INTO crm_potential_status_history (potential_id, to_status, to_stage) VALUES (1, 'won', 'closed')",
  ])
    await expect(database.asTenant(a, (trx) => trx.raw(sql))).rejects.toMatchObject({ code: '42501' });
});

test('one key for several persons at once is that of one of them', async () => {
  const people = await Promise.all(Array.from({ length: 6 }, () => inA('create_person')));
  const answers = await Promise.all(
    people.map((person) => refusal(inA('create_opportunity', person, '{}', 'form:2'))),
  );
  const refused = answers.filter((each) => (each as { code?: string }).code === '23505');
  expect(refused).toHaveLength(5);
  for (const each of refused)
    expect(each).toMatchObject({ message: 'The idempotency key has made something else.' });
});

test("the same key makes one, at once or in turn, and is nobody else's", async () => {
  const person = await inA('create_person');
  const { results, codes } = await outcomes(
    Array.from({ length: 12 }, () => inA('create_opportunity', person, '{}', 'form:1')),
  );
  expect([codes, new Set(results).size]).toEqual([[], 1]);
  expect(await refusal(inA('create_opportunity', await inA('create_person'), '{}', 'form:1'))).toMatchObject({
    code: '23505',
    hint: expect.stringContaining('a key of its own'),
  });
});

test.each([
  ['a stage that there is not', { stage: 'won' }, /^One of prospecting, /],
  ['a priority that there is not', { priority: 'urgent' }, 'One of low, medium, high, critical.'],
  ['an end before a beginning', { stage: 'closed' }, /transition_opportunity/],
  ['money of no currency', { estimated_value: 5 }, /EUR/],
  ['a misspelt detail', { value: 5 }, /estimated_value/],
])('is not opened with %s', async (_what, details, hint) => {
  expect(await refusal(opened(details))).toMatchObject({ code: '22023', hint: expect.stringMatching(hint) });
});

test.each(['closed', 'signed', null])(
  'does not go to %s, and the answer lists where it may go',
  async (to) => {
    expect(await refusal(inA('transition_opportunity', await opened(), to))).toMatchObject({
      code: '22023',
      hint: 'One of prospecting, qualification, proposal, negotiation, won, lost, abandoned.',
    });
  },
);

test('nobody writes or reads it without the permission', async () => {
  const id = await opened();
  for (const sql of [
    `SELECT app.transition_opportunity(${id}, 'won')`,
    'SELECT app.create_opportunity(1)',
    'SELECT app.create_person()',
    "SELECT app.capture_lead('x@example.com')",
    'SELECT app.create_customer(1)',
    "SELECT app.add_contact(1, 'x@example.com')",
  ])
    await expect(
      database.asTenant(a, async (trx) => {
        await trx.raw("SELECT set_config('app.permissions', '', true)");
        await trx.raw(sql);
      }),
    ).rejects.toMatchObject({ code: '42501' });
});
