import type { Session } from '@erp/engine/connection';
import { readLedger } from '@erp/engine/ledger';
import { checkInvariants, loadInvariants } from '@erp/invariants/invariants';
import { prepareDemo } from '@erp/seed/demo';
import { SILENT } from '@erp/seed/progress';
import { call } from '@erp/testing/calls';
import { migratedDatabase, type TestDatabase, testWorkspace } from '@erp/testing/database';
import { asTenant, type TestTenant } from '@erp/testing/tenants';
import type { Knex } from 'knex';

let database: TestDatabase;
let session: Session;
let demo: readonly TestTenant[];

beforeAll(async () => {
  database = await migratedDatabase();
  session = await database.session();
  const story = await prepareDemo(session, await testWorkspace(), {
    tenants: 3,
    scale: 1,
    // The two tenants of every test database are not ours.
    allowExistingTenants: true,
  });
  await story.load(await story.plan(), SILENT);
  const owners = await session.query<{ id: string; owner: string }>(
    `SELECT r.tenant_id::text AS id, min(u.user_id)::text AS owner
     FROM sys_user_roles u
     JOIN sys_roles r ON r.tenant_id = u.tenant_id AND r.id = u.role_id AND r.template_key = 'owner'
     WHERE r.tenant_id IN (SELECT tenant_id FROM sys_demo_seeds) GROUP BY r.tenant_id ORDER BY r.tenant_id`,
  );
  demo = owners.map(({ id, owner }) => ({ id, ownerId: owner }));
});
afterAll(() => database.drop());

/** What is broken, of all rules of all domains. */
async function broken(): Promise<readonly string[]> {
  const invariants = await loadInvariants(await testWorkspace(), await readLedger(session));
  return (await checkInvariants(session, invariants)).map(
    ({ invariant, count, examples }) =>
      `${invariant.domain}/${invariant.name}: ${count}, ${examples.map((each) => `${each.key} ${each.found}`).join('; ')}`,
  );
}

/** Customers whose figures are not those of their orders, counted here without the rule that `verify --data` asks. */
async function miscounted(): Promise<readonly unknown[]> {
  return session.query(
    `SELECT c.tenant_id, c.id, c.lifetime_value, c.paid_orders_count, o.paid, o.orders
     FROM crm_customers c
     CROSS JOIN LATERAL (
       SELECT coalesce(sum(p.paid), 0) AS paid, count(*) FILTER (WHERE p.paid > 0 AND o.total <= p.gross) AS orders
       FROM orders o
       CROSS JOIN LATERAL (
         SELECT coalesce(sum(CASE p.kind WHEN 'payment' THEN p.amount ELSE -p.amount END), 0) AS paid,
           coalesce(sum(p.amount) FILTER (WHERE p.kind = 'payment'), 0) AS gross
         FROM order_payments p
         WHERE p.tenant_id = o.tenant_id AND p.order_id = o.id AND p.status = 'paid'
       ) p
       WHERE o.tenant_id = c.tenant_id AND o.customer_id = c.id AND o.deleted_at IS NULL
     ) o
     WHERE (c.lifetime_value, c.paid_orders_count) IS DISTINCT FROM (o.paid, o.orders)`,
  );
}

const request = <Result>(tenant: TestTenant, work: (trx: Knex.Transaction) => Promise<Result>) =>
  asTenant(database.knex, tenant, work);

/**
 * Persons of a tenant two by two, as by chance but the same each time: buyers with each other and with others, and
 * always some who wrote reviews of one product, sat in one win-back batch or used one promotion.
 */
async function couples(tenant: TestTenant): Promise<readonly (readonly [string, string])[]> {
  const rows = await session.query<{ keep: string; drop: string }>(
    `WITH candidate AS (
       SELECT a.personal_key_id AS keep, b.personal_key_id AS drop, 1 AS weight
       FROM product_review a JOIN product_review b
         ON b.tenant_id = a.tenant_id AND b.product_id = a.product_id AND b.personal_key_id <> a.personal_key_id
       WHERE a.tenant_id = $1
       UNION ALL
       SELECT a.personal_key_id, b.personal_key_id, CASE WHEN a.converted_at < b.converted_at THEN 0 ELSE 2 END
       FROM crm_reengage_personal_keys a JOIN crm_reengage_personal_keys b
         ON b.tenant_id = a.tenant_id AND b.batch_id = a.batch_id AND b.personal_key_id <> a.personal_key_id
       WHERE a.tenant_id = $1
       UNION ALL
       SELECT ca.personal_key_id, cb.personal_key_id, 1
       FROM mkt_promotion_redemptions a JOIN mkt_promotion_redemptions b
         ON b.tenant_id = a.tenant_id AND b.promotion_id = a.promotion_id AND b.customer_id <> a.customer_id
       JOIN crm_customers ca ON ca.tenant_id = a.tenant_id AND ca.id = a.customer_id
       JOIN crm_customers cb ON cb.tenant_id = b.tenant_id AND cb.id = b.customer_id
       WHERE a.tenant_id = $1
       UNION ALL
       SELECT a.personal_key_id, b.personal_key_id, 3
       FROM orders o JOIN crm_customers a ON a.tenant_id = o.tenant_id AND a.id = o.customer_id
       JOIN crm_customers b ON b.tenant_id = a.tenant_id AND b.paid_orders_count > 1 AND b.id <> a.id
       WHERE o.tenant_id = $1 AND o.payment_status = 'partially_paid'
       UNION ALL
       SELECT a.id, b.id, 4
       FROM crm_personal_keys a JOIN crm_personal_keys b ON b.tenant_id = a.tenant_id AND b.id <> a.id
       WHERE a.tenant_id = $1 AND (a.id + b.id) % 7 = 0
     )
     SELECT keep::text, drop::text FROM (
       SELECT keep, drop, row_number() OVER (PARTITION BY weight ORDER BY md5(keep || ' ' || drop)) AS place FROM candidate
     ) c ORDER BY place, keep, drop LIMIT 400`,
    [tenant.id],
  );
  const taken = new Set<string>();
  const chosen: [string, string][] = [];
  for (const { keep, drop } of rows) {
    // Each of them once, and every fifth pair is merged into the survivor of the one before.
    if (taken.has(keep) || taken.has(drop) || chosen.length === 40) continue;
    taken.add(keep).add(drop);
    const before = chosen[chosen.length - 1];
    if (chosen.length % 5 === 4 && before !== undefined) chosen.push([before[0], drop]);
    else chosen.push([keep, drop]);
  }
  return chosen;
}

test('forty merges a tenant, of people with everything, keep every rule of every domain and every sum', async () => {
  expect(await broken()).toEqual([]);
  const moved = new Set<string>();
  for (const tenant of demo) {
    const chosen = await couples(tenant);
    expect(chosen.length).toBeGreaterThanOrEqual(30);
    for (const [keep, drop] of chosen) {
      expect(await request(tenant, (trx) => call(trx, 'merge_persons', keep, drop))).toBe(keep);
    }
    const records = await session.query<{ moved: object; removed: object }>(
      'SELECT moved, removed FROM crm_person_merges WHERE tenant_id = $1',
      [tenant.id],
    );
    for (const record of records) {
      for (const name of [...Object.keys(record.moved), ...Object.keys(record.removed)]) moved.add(name);
    }
  }
  // The merges were of people who had something to lose.
  expect([...moved].sort()).toEqual(
    expect.arrayContaining([
      'crm_customers',
      'crm_leads.personal_key_id',
      'crm_personal_profile',
      'crm_reengage_personal_keys',
      'mkt_promotion_redemptions.customer_id',
      'notes.entity_id',
      'omnichannel_contact.personal_key_id',
      'omnichannel_conversation.customer_id',
      'orders.customer_id',
      'product_review.personal_key_id',
      'sms_contacts.personal_key_id',
      'sms_meta_conversation.customer_id',
    ]),
  );
  const states = await session.query<{ state: string }>(
    `SELECT DISTINCT o.payment_status AS state FROM crm_person_merges m
     JOIN crm_customers c ON c.tenant_id = m.tenant_id AND c.personal_key_id = m.survivor_id
     JOIN orders o ON o.tenant_id = c.tenant_id AND o.customer_id = c.id
     UNION SELECT DISTINCT o.status FROM crm_person_merges m
     JOIN crm_customers c ON c.tenant_id = m.tenant_id AND c.personal_key_id = m.survivor_id
     JOIN orders o ON o.tenant_id = c.tenant_id AND o.customer_id = c.id`,
  );
  expect(states.map((each) => each.state)).toEqual(
    expect.arrayContaining([
      'paid',
      'partially_paid',
      'partially_refunded',
      'refunded',
      'cancelled',
      'unpaid',
    ]),
  );
  expect(await broken()).toEqual([]);
  expect(await miscounted()).toEqual([]);
});

test('who was merged is erased, and still every rule is kept', async () => {
  for (const tenant of demo) {
    const people = await session.query<{ id: string }>(
      'SELECT DISTINCT survivor_id::text AS id FROM crm_person_merges WHERE tenant_id = $1 ORDER BY 1 LIMIT 10',
      [tenant.id],
    );
    expect(people).toHaveLength(10);
    for (const { id } of people) {
      expect(await request(tenant, (trx) => call(trx, 'erase_person', id))).toBe(true);
    }
  }
  expect(await broken()).toEqual([]);
  expect(await miscounted()).toEqual([]);
});

test('members of every tenant who left are erased, whatever state their reports and leave are in', async () => {
  for (const tenant of demo) {
    const staff = await session.query<{ id: string }>(
      'SELECT user_id::text AS id FROM sys_tenant_members WHERE tenant_id = $1 AND user_id <> $2 ORDER BY 1',
      [tenant.id, tenant.ownerId],
    );
    expect(staff.length).toBeGreaterThan(3);
    for (const { id } of staff) {
      await database
        .knex('sys_tenant_members')
        .where({ tenant_id: tenant.id, user_id: id })
        .update({ status: 'left' });
      expect(await request(tenant, (trx) => call(trx, 'erase_member', id))).toBe(true);
    }
  }
});

test('two people pay an order each, turn out to be one, and the customer is worth both orders once', async () => {
  const { a } = database.tenants;
  const people: string[] = [];
  const customers: string[] = [];
  for (const [index, payments] of [
    [60, 40],
    [25, 25, 50, 100],
  ].entries()) {
    const person = await request(a, async (trx) => {
      const [key] = await trx('crm_personal_keys').insert(
        { tenant_id: a.id, external_key: `p${index}` },
        'id',
      );
      return key?.id ?? '';
    });
    people.push(person);
    const customer = await request(a, async (trx) => {
      const own = { tenant_id: a.id, personal_key_id: person, source: 'web' };
      const [lead] = await trx('crm_leads').insert(own, 'id');
      return call<string>(trx, 'convert_lead', lead?.id);
    });
    customers.push(customer);
    for (const [place, amount] of payments.entries()) {
      await request(a, async (trx) => {
        const line = [{ product_name: 'Lamp', quantity: 1, unit_price: 100 }];
        const order = await call<string>(trx, 'create_order', customer, 'GBP', JSON.stringify(line));
        await call(trx, 'place_order', order, `cart ${index} ${place}`);
        await call(trx, 'record_payment', order, amount, 'cash', `till ${index} ${place}`);
      });
    }
  }
  const [keep = '', drop = ''] = people;
  expect(await request(a, (trx) => call(trx, 'merge_persons', keep, drop))).toBe(keep);
  expect(
    await database.knex('crm_customers').where({ tenant_id: a.id, id: customers[0] ?? '' }),
  ).toMatchObject([
    // 60 and 40; 25, 25, 50 and 100, of which one order is paid.
    { personal_key_id: keep, lifetime_value: '300.00', currency_code: 'GBP', paid_orders_count: 1 },
  ]);
  expect(await miscounted()).toEqual([]);
});
