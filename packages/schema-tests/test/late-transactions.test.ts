import { readLedger } from '@erp/engine/ledger';
import { checkInvariants, loadInvariants } from '@erp/invariants/invariants';
import { call } from '@erp/testing/calls';
import { migratedDatabase, type TestDatabase, testWorkspace } from '@erp/testing/database';
import type { Knex } from 'knex';

let database: TestDatabase;

beforeAll(async () => {
  database = await migratedDatabase();
});
afterAll(() => database.drop());

type Step<Known> = (trx: Knex.Transaction, known: Known) => Promise<unknown>;

const request = <Result>(work: (trx: Knex.Transaction) => Promise<Result>) =>
  database.asTenant(database.tenants.a, work);

/**
 * Makes something, then takes one step in a transaction of now and the next in one that had begun before everything:
 * its now() is the earliest of all, and what it does is the last.
 */
async function outOfTurn<Known>(
  make: (trx: Knex.Transaction) => Promise<Known>,
  before: Step<Known>,
  after: Step<Known>,
): Promise<void> {
  let go: (known: Known | Promise<never>) => void = () => {};
  const ready = new Promise<Known>((resolve) => {
    go = resolve;
  });
  let begun: () => void = () => {};
  const started = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const late = request(async (trx) => {
    await trx.raw('SELECT now()');
    begun();
    return after(trx, await ready);
  });
  await started;
  try {
    const known = await request(make);
    await request((trx) => before(trx, known));
    go(known);
  } catch (error) {
    go(Promise.reject(error));
  }
  await late;
}

async function broken(): Promise<readonly string[]> {
  const session = await database.session();
  const invariants = await loadInvariants(await testWorkspace(), await readLedger(session));
  return (await checkInvariants(session, invariants)).map(
    ({ invariant, examples }) =>
      `${invariant.domain}/${invariant.name}: ${examples.map((each) => `${each.key} ${each.found}`).join('; ')}`,
  );
}

const tenant_id = () => database.tenants.a.id;

async function addPerson(trx: Knex.Transaction): Promise<string> {
  const [key] = await trx('crm_personal_keys').insert({ tenant_id: tenant_id() }, 'id');
  return key?.id ?? '';
}

async function addLead(trx: Knex.Transaction, person: string): Promise<string> {
  const own = { tenant_id: tenant_id(), personal_key_id: person, source: 'web' };
  return (await trx('crm_leads').insert(own, 'id'))[0]?.id ?? '';
}

let carts = 0;
async function addOrder(trx: Knex.Transaction): Promise<string> {
  const customer = await call(trx, 'convert_lead', await addLead(trx, await addPerson(trx)));
  const lines = JSON.stringify([{ product_name: 'Lamp', quantity: 1, unit_price: 100 }]);
  return call<string>(trx, 'create_order', customer, 'GBP', lines);
}
async function place(trx: Knex.Transaction, order: string): Promise<string> {
  await call(trx, 'place_order', order, `cart ${++carts}`);
  return order;
}

test.each<[string, () => Promise<void>]>([
  [
    'an alert that is raised after another one was resolved',
    () =>
      outOfTurn<string>(
        (trx) => call(trx, 'raise_alert', 'payment_failed', 'order', 1),
        (trx, alert) => call(trx, 'resolve_alert', alert),
        (trx) => call(trx, 'raise_alert', 'payment_failed', 'order', 1),
      ),
  ],
  [
    'an alert that is taken on, and resolved',
    () =>
      outOfTurn<string>(
        (trx) => call(trx, 'raise_alert', 'stock_low', 'stock', 2),
        (trx, alert) => call(trx, 'acknowledge_alert', alert),
        (trx, alert) => call(trx, 'resolve_alert', alert),
      ),
  ],
  [
    'an alert that is resolved, and opened again',
    () =>
      outOfTurn<string>(
        (trx) => call(trx, 'raise_alert', 'stock_low', 'stock', 3),
        (trx, alert) => call(trx, 'resolve_alert', alert),
        (trx, alert) => call(trx, 'reopen_alert', alert),
      ),
  ],
  [
    'a person about whom something is written',
    () =>
      outOfTurn<string>(
        addPerson,
        async () => {},
        (trx, person) => addLead(trx, person),
      ),
  ],
  [
    'a lead that moves on',
    () =>
      outOfTurn<string>(
        async (trx) => addLead(trx, await addPerson(trx)),
        (trx, lead) => call(trx, 'transition_lead', lead, 'contacted'),
        (trx, lead) => call(trx, 'transition_lead', lead, 'qualified'),
      ),
  ],
  [
    'an order that is placed, and paid',
    () =>
      outOfTurn<string>(addOrder, place, (trx, order) =>
        call(trx, 'record_payment', order, 100, 'cash', `till ${order}`),
      ),
  ],
  [
    'a customer who is made, and orders',
    () =>
      outOfTurn<string>(
        async (trx) => call<string>(trx, 'convert_lead', await addLead(trx, await addPerson(trx))),
        async () => {},
        async (trx, customer) => {
          const lines = JSON.stringify([{ product_name: 'Lamp', quantity: 1, unit_price: 100 }]);
          await place(trx, await call<string>(trx, 'create_order', customer, 'GBP', lines));
        },
      ),
  ],
  ...(
    [
      ['confirmed', 'processing'],
      ['confirmed', 'cancelled'],
      ['confirmed', 'processing', 'shipped'],
      ['confirmed', 'processing', 'shipped', 'delivered'],
      ['confirmed', 'processing', 'shipped', 'delivered', 'completed'],
    ] as const
  ).map((path): [string, () => Promise<void>] => [
    `an order that goes ${path.join(', ')}`,
    () =>
      outOfTurn<string>(
        async (trx) => place(trx, await addOrder(trx)),
        async (trx, order) => {
          for (const status of path.slice(0, -1)) await call(trx, 'transition_order', order, status);
        },
        (trx, order) => call(trx, 'transition_order', order, path.at(-1)),
      ),
  ]),
  [
    'pieces that are kept for a cart, and given back',
    () =>
      outOfTurn<string>(
        async (trx) => {
          const place = { tenant_id: tenant_id(), currency_code: 'EUR' };
          const [shop] = await trx('warehouse').insert(
            { ...place, code: 'LATE', name: 'Late', is_default: true },
            'id',
          );
          const [lamp] = await trx('product').insert(
            { ...place, sku: 'LATE', name: 'Lamp', retail_price: 1 },
            'id',
          );
          await call(trx, 'receive_stock', lamp?.id, 2, 'first', shop?.id, null, 1);
          return lamp?.id ?? '';
        },
        async (trx, lamp) => {
          await call(trx, 'reserve_stock', lamp, 1, 'cart:late/1');
          await call(trx, 'reserve_stock', lamp, 1, 'cart:late/2');
        },
        async (trx) => {
          const [one, two] = await trx('stock_reservation')
            .whereLike('source_key', 'cart:late/%')
            .orderBy('id');
          await call(trx, 'release_stock', one?.id);
          await call(trx, 'ship_reservation', two?.id, 'late');
        },
      ),
  ],
  [
    'a campaign that is planned, and begins',
    () =>
      outOfTurn<string>(
        async (trx) => {
          const row = {
            tenant_id: tenant_id(),
            name: 'Spring',
            type: 'social' as const,
            currency_code: 'EUR',
            budget: '1000',
            start_date: '2026-03-01',
          };
          return (await trx('mkt_campaigns').insert(row, 'id'))[0]?.id ?? '';
        },
        (trx, campaign) => call(trx, 'transition_campaign', campaign, 'planning'),
        (trx, campaign) => call(trx, 'transition_campaign', campaign, 'in_progress'),
      ),
  ],
  [
    'a task that is begun, and done',
    () =>
      outOfTurn<string>(
        async (trx) => {
          const { id, ownerId } = database.tenants.a;
          const row = { tenant_id: id, code: 'LATE', title: 'Late', owner_id: ownerId };
          const [project] = await trx('project').insert(row, 'id');
          return call<string>(trx, 'create_task', project?.id, 'One');
        },
        (trx, task) => call(trx, 'transition_task', task, 'in_progress'),
        (trx, task) => call(trx, 'transition_task', task, 'done'),
      ),
  ],
])('the last step of %s may be taken by the transaction that began first', async (_, story) => {
  await story();
  expect(await broken()).toEqual([]);
});
