import { call } from '@erp/testing/calls';
import type { TestDatabase } from '@erp/testing/database';
import type { Knex } from 'knex';
import { pickRows } from './pick-rows.ts';

type Tenant = TestDatabase['tenants']['a'];

/** Something that a session does in a transaction of its own, on rows that it picks by chance. */
export interface Deed {
  readonly name: string;
  /** How often it is done, compared with the others. */
  readonly weight: number;
  readonly run: (trx: Knex.Transaction, key: string) => Promise<unknown>;
}

/** Fills tenant a with what the deeds need: customers with orders, goods on stock, a project, a desk. */
export async function prepareBusyTenant(database: TestDatabase, customers: number): Promise<void> {
  const { a } = database.tenants;
  const { knex } = database;
  const own = { tenant_id: a.id };
  await add(knex, 'warehouse', {
    ...own,
    code: 'MAIN',
    name: 'Main',
    currency_code: 'EUR',
    is_default: true,
  });
  await add(knex, 'warehouse', { ...own, code: 'SHOP', name: 'Shop', currency_code: 'EUR' });
  for (let i = 1; i <= 6; i += 1) {
    const product = await add(knex, 'product', {
      ...own,
      sku: `P-${i}`,
      name: `P ${i}`,
      currency_code: 'EUR',
      retail_price: 50,
      stock_policy: i > 4 ? 'backorder' : null,
    });
    // The last two run short, so that orders wait for them.
    const pieces = i > 4 ? 3 : 1000;
    await database.asTenant(a, (trx) => call(trx, 'receive_stock', product, pieces, `first ${i}`));
  }
  await add(knex, 'order_settings', { ...own, confirm_within_hours: 24 });
  const promotion = await add(knex, 'mkt_promotions', {
    ...own,
    name: 'Ten percent',
    type: 'discount',
    status: 'active',
    starts_at: '2026-01-01',
    currency_code: 'EUR',
    is_auto_apply: true,
  });
  await add(knex, 'mkt_promotion_discount_rules', {
    ...own,
    promotion_id: promotion,
    discount_type: 'percentage',
    discount_percent: 10,
  });
  await add(knex, 'project', { ...own, code: 'BUSY', title: 'Busy' });
  const account = await add(knex, 'sms_sender_accounts', {
    ...own,
    account_name: 'Main',
    provider: 'acme',
    account_sid: 'AC',
    credential_reference: 'vault:sms/main',
  });
  await add(knex, 'sms_sender_phone_numbers', {
    ...own,
    phone_number: '+15550100001',
    account_id: account,
    is_primary: true,
  });
  const platform = await add(knex, 'channels_platforms', {
    ...own,
    name: 'Network',
    platform_type: 'facebook',
    currency_code: 'EUR',
    total_budget: 0,
  });
  await add(knex, 'channels_platform_pages', { ...own, platform_id: platform, name: 'Page', budget: 0 });
  await add(knex, 'leave_type', { ...own, code: 'unpaid', name: 'Unpaid' });
  for (let i = 0; i < customers; i += 1) {
    await database.asTenant(a, async (trx) => {
      // What they order is chosen by chance, and the same in every run.
      await trx.raw('SELECT setseed(?)', [i / customers]);
      await newCustomer(trx, a, `start ${i}`);
    });
    await database.asTenant(a, (trx) => call(trx, 'create_task', project(trx), `Task ${i}`));
  }
}

/** What twelve clerks of a busy tenant do. */
export function deedsOf(tenant: Tenant): readonly Deed[] {
  const deed = (name: string, weight: number, run: Deed['run']): Deed => ({ name, weight, run });
  return [
    deed('a new customer orders twice', 1, (trx, key) => newCustomer(trx, tenant, key)),
    deed('a payment', 6, async (trx, key) =>
      call(trx, 'record_payment', await any(trx, 'orders'), 1, 'cash', key),
    ),
    deed('payments of two orders of one customer', 6, async (trx, key) => {
      const hasOrder = 'EXISTS (SELECT FROM orders o WHERE o.customer_id = crm_customers.id)';
      const customer = await any(trx, 'crm_customers', hasOrder);
      const orders = await several(trx, 'orders', 2, `customer_id = ${customer} AND status <> 'draft'`);
      for (const [i, order] of orders.entries())
        await call(trx, 'record_payment', order, 1, 'cash', `${key}/${i}`);
    }),
    deed('a refund', 3, async (trx, key) =>
      call(
        trx,
        'refund_payment',
        await any(trx, 'order_payments', "kind = 'payment'"),
        1,
        'Too late.',
        key,
        null,
      ),
    ),
    deed('an order moves on', 4, async (trx) => {
      const to = (
        await trx.raw("SELECT (ARRAY['confirmed', 'processing', 'on_hold'])[ceil(random() * 3)] AS to")
      ).rows[0].to;
      const order = await any(trx, 'orders', "status IN ('pending', 'confirmed', 'processing', 'on_hold')");
      return call(trx, 'transition_order', order, to);
    }),
    deed('a cancellation', 1, async (trx) =>
      call(trx, 'transition_order', await any(trx, 'orders'), 'cancelled'),
    ),
    deed('a parcel leaves', 6, async (trx, key) => {
      const order = await any(trx, 'orders', "status IN ('confirmed', 'processing')");
      const lines = await trx('order_items')
        .where({ order_id: order })
        .whereRaw("supply = 'stock' AND shipped_quantity < quantity")
        .orderBy('id')
        .limit(1);
      const pieces = lines.map((line) => ({ order_item_id: line.id, quantity: 1 }));
      return inside(trx, 'book_order_shipment(app.lock_order(?), ?::jsonb, NULL, ?)', [
        order,
        JSON.stringify(pieces),
        key,
      ]);
    }),
    deed('a parcel arrives', 3, async (trx) => {
      const onItsWay = 'delivered_quantity < shipped_quantity';
      const [line] = await pickRows(trx, 'order_items', 1, onItsWay, 'order_id, id');
      const pieces = JSON.stringify([{ order_item_id: line?.id ?? '0', quantity: 1 }]);
      return inside(trx, 'book_order_delivery(app.lock_order(?), ?::jsonb)', [line?.order_id ?? '0', pieces]);
    }),
    deed('a case is opened and approved', 2, async (trx, key) => {
      const id = await call(
        trx,
        'open_case',
        await any(trx, 'order_items', 'shipped_quantity > 0'),
        'return',
        1,
        key,
      );
      return call(trx, 'transition_case', id, 'approved');
    }),
    deed('a return comes in', 2, async (trx, key) =>
      inside(trx, 'book_case_return(?, 1, true, NULL, ?)', [
        await any(trx, 'order_items_after_sales', "status = 'approved'"),
        key,
      ]),
    ),
    deed('a case is refunded', 2, async (trx, key) => {
      const id = await any(trx, 'order_items_after_sales', "status = 'received'");
      const { rows } = await trx.raw('SELECT order_id FROM order_items_after_sales WHERE id = ?', [id]);
      await call(trx, 'record_payment', rows[0]?.order_id ?? '0', 1, 'cash', `${key}/paid`);
      return call(trx, 'refund_case', id, 1, key);
    }),
    deed('goods come in', 2, async (trx, key) =>
      call(trx, 'receive_stock', await any(trx, 'product', "stock_policy = 'backorder'"), 2, key),
    ),
    deed('orders that wait get what came in', 2, async (trx) => {
      // Nothing there to give: tried again.
      if ((await call<number>(trx, 'allocate_backorders')) === 0) throw NOTHING_TO_DO;
    }),
    deed('a shop hands over an order of long ago', 1, async (trx, key) => {
      const shop = { source_platform: 'shop', external_order_id: key, ordered_at: '2026-01-01' };
      const order = await newOrder(trx, await any(trx, 'crm_customers'), key, shop);
      return call(trx, 'place_order', order, key);
    }),
    deed('orders that nobody confirmed expire', 1, async (trx) => {
      if ((await call<number>(trx, 'expire_orders', 2)) === 0) throw NOTHING_TO_DO;
    }),
    deed('a draft gets its promotions and is placed', 3, async (trx, key) => {
      const order = await newOrder(trx, await any(trx, 'crm_customers'), key);
      await trx.raw('SELECT app.redeem_automatic_promotions(?)', [order]);
      return call(trx, 'place_order', order, key);
    }),
    deed('a draft gets its promotions', 1, async (trx, key) => {
      const order = await newOrder(trx, await any(trx, 'crm_customers'), key);
      return trx.raw('SELECT app.redeem_automatic_promotions(?)', [order]);
    }),
    deed('a draft loses its promotions', 1, async (trx) =>
      call(trx, 'release_redemption', await any(trx, 'orders', "status = 'draft'")),
    ),
    deed('a line is written by hand', 2, async (trx) => {
      const order = await any(trx, 'orders', "status = 'draft'");
      await call(trx, 'lock_order_for_edit', order);
      return trx('order_items')
        .where({ order_id: order, product_id: null })
        .update({ product_name: 'By hand' });
    }),
    deed('a merge', 2, async (trx) => {
      const [kept, merged] = await several(trx, 'crm_personal_keys', 2);
      return call(trx, 'merge_persons', kept, merged);
    }),
    deed('a person is forgotten', 1, async (trx) =>
      call(trx, 'erase_person', await any(trx, 'crm_personal_keys', 'id % 5 = 0')),
    ),
    deed('a lead is converted again', 2, async (trx) =>
      call(trx, 'convert_lead', await any(trx, 'crm_leads')),
    ),
    deed('a lead is captured', 2, (trx, key) =>
      call(trx, 'capture_lead', `person${digits(key)}@example.com`, 'web_form'),
    ),
    deed('a person gets another contact and is a customer', 1, async (trx, key) => {
      const person = await any(trx, 'crm_personal_keys');
      await call(trx, 'create_customer', person);
      return call(trx, 'add_contact', person, `other${digits(key)}@example.com`, '{"is_primary": true}');
    }),
    deed('an opportunity is opened', 1, async (trx, key) =>
      call(trx, 'create_opportunity', await any(trx, 'crm_personal_keys'), '{}', key),
    ),
    deed('an opportunity is won', 1, async (trx) =>
      call(trx, 'transition_opportunity', await any(trx, 'crm_potential', "status = 'open'"), 'won'),
    ),
    deed('a product is added', 1, (trx, key) =>
      call(trx, 'create_product', key, key, 'EUR', '{}', '[{"options": {"Size": "1"}}]'),
    ),
    deed('a task waits for another one', 1, async (trx) =>
      call(trx, 'add_dependency', await any(trx, 'task'), await any(trx, 'task')),
    ),
    deed('a reservation of three products', 6, async (trx, key) => {
      const lines = (await several(trx, 'product', 3, WITHOUT_VARIANTS)).map((product_id, i) => ({
        product_id,
        quantity: 1,
        source_key: `${key}/${i}`,
      }));
      return call(trx, 'reserve_stock_lines', JSON.stringify(lines));
    }),
    deed('a shipment', 3, async (trx, key) =>
      call(trx, 'ship_reservation', await any(trx, 'stock_reservation', "status = 'open'"), key),
    ),
    deed('a release', 1, async (trx) =>
      call(trx, 'release_stock', await any(trx, 'stock_reservation', "status = 'open'")),
    ),
    deed('a transfer there or back', 2, async (trx, key) => {
      const [from, to] = await several(trx, 'warehouse', 2);
      return call(trx, 'transfer_stock', await any(trx, 'product', WITHOUT_VARIANTS), 1, from, to, key);
    }),
    deed('a new task', 3, async (trx, key) => call(trx, 'create_task', project(trx), key)),
    deed('a task is given to somebody and moves', 6, async (trx) => {
      const task = await any(trx, 'task');
      await call(trx, 'assign_task', task, tenant.ownerId);
      const to = (await trx.raw("SELECT (ARRAY['todo', 'in_progress', 'done'])[ceil(random() * 3)] AS to"))
        .rows[0].to;
      return call(trx, 'transition_task', task, to);
    }),
    deed('a task is deleted', 2, async (trx) => call(trx, 'delete_task', await any(trx, 'task'))),
    deed('a remark on a task', 2, async (trx, key) => call(trx, 'comment_task', await any(trx, 'task'), key)),
    deed('a text message comes in', 2, (trx, key) =>
      call(trx, 'receive_sms', 'acme', key, `+155501002${digits(key)}`, '+15550100001', 'Hello'),
    ),
    deed('a message comes in', 2, async (trx, key) =>
      call(
        trx,
        'receive_message',
        await any(trx, 'channels_platform_pages'),
        `user ${digits(key)}`,
        key,
        'Hello',
      ),
    ),
    deed('a message is answered', 2, async (trx, key) =>
      call(trx, 'send_message', await any(trx, 'omnichannel_conversation'), 'Hello', key),
    ),
    deed('a number is linked to a person', 1, async (trx) =>
      call(trx, 'link_sms_contact', await any(trx, 'sms_contacts'), await any(trx, 'crm_personal_keys')),
    ),
    deed('somebody who writes is linked to a person', 1, async (trx) =>
      call(trx, 'link_contact', await any(trx, 'omnichannel_contact'), await any(trx, 'crm_personal_keys')),
    ),
    deed('a number opts out', 1, (trx, key) =>
      call(trx, 'receive_sms', 'acme', key, `+155501002${digits(key)}`, '+15550100001', 'STOP'),
    ),
    deed('a product is counted', 1, async (trx) => {
      const product = await any(trx, 'product', WITHOUT_VARIANTS);
      const count = await call<string>(
        trx,
        'start_stock_count',
        null,
        trx.raw('ARRAY[?::bigint]', [product]),
      );
      await call(trx, 'count_stock', count, product, 1000);
      return call(trx, 'close_stock_count', count);
    }),
    deed('time off is asked for', 1, async (trx) => {
      const day = trx.raw('current_date + ceil(random() * 300)::integer');
      return call(trx, 'request_time_off', await any(trx, 'leave_type'), day);
    }),
    deed('time off is taken back', 1, async (trx) =>
      call(trx, 'cancel_time_off', await any(trx, 'schedule_time_off_request', "status = 'pending'")),
    ),
    deed('an alert is raised', 2, (trx, key) => call(trx, 'raise_alert', 'busy', 'project', digits(key))),
    deed('an alert is resolved', 1, async (trx) =>
      call(trx, 'resolve_alert', await any(trx, 'alerts', 'resolved_at IS NULL')),
    ),
  ];
}

/** What a deed says that has found nothing. */
const NOTHING_TO_DO = Object.assign(new Error('There is nothing to do.'), { code: 'P0002' });

/** Answers that a clerk may get on rows picked by chance, instead of what was asked for. */
export const ANSWERS = new Set(['P0002', '55000', '23514', '22023', '23505', '23503', '23P01']);

/** Queries that find rows whose figures are not those of what they are made of. */
export const SUMS: Readonly<Record<string, string>> = {
  'orders are paid what their payments say': `
    SELECT o.id FROM orders o LEFT JOIN order_payments p ON p.tenant_id = o.tenant_id AND p.order_id = o.id AND p.status = 'paid'
     GROUP BY o.tenant_id, o.id, o.total_paid, o.total_refunded
    HAVING o.total_paid <> coalesce(sum(p.amount) FILTER (WHERE p.kind = 'payment'), 0)
        OR o.total_refunded <> coalesce(sum(p.amount) FILTER (WHERE p.kind = 'refund'), 0)`,
  'orders cost what their lines do': `
    SELECT o.id FROM orders o LEFT JOIN order_items i ON i.tenant_id = o.tenant_id AND i.order_id = o.id
     GROUP BY o.tenant_id, o.id, o.subtotal, o.discount_amount
    HAVING o.subtotal <> coalesce(sum(i.subtotal), 0) OR o.discount_amount <> coalesce(sum(i.discount_amount), 0)`,
  'promotions count their redemptions': `
    SELECT p.id FROM mkt_promotions p WHERE p.usage_count <> (SELECT count(*) FROM mkt_promotion_redemptions r
     WHERE r.tenant_id = p.tenant_id AND r.promotion_id = p.id AND r.released_at IS NULL)`,
  'stock is the sum of its movements, and keeps what is reserved': `
    SELECT s.id FROM stock s
     WHERE s.on_hand <> (SELECT coalesce(sum(m.quantity), 0) FROM stock_movement m
             WHERE m.tenant_id = s.tenant_id AND m.stock_id = s.id)
        OR s.reserved <> (SELECT coalesce(sum(r.open_quantity), 0) FROM stock_reservation r
             WHERE r.tenant_id = s.tenant_id AND r.stock_id = s.id AND r.status = 'open')`,
  'lines keep and send what stock says': `
    SELECT i.id FROM order_items i
     WHERE i.reserved_quantity <> (SELECT coalesce(sum(r.open_quantity), 0) FROM stock_reservation r
             WHERE r.tenant_id = i.tenant_id AND r.source_type = 'sales_order' AND r.source_id = i.order_id
               AND app.line_of_reservation(r.source_key) = i.id)
        OR i.supply = 'stock' AND i.shipped_quantity <> (
          SELECT -coalesce(sum(m.quantity), 0) FROM stock_movement m
           WHERE m.tenant_id = i.tenant_id AND m.source_type = 'sales_order'
             AND m.idempotency_key LIKE '%/line:' || i.id || '/%')`,
  'orders follow their lines': `
    SELECT o.id FROM orders o
      JOIN (SELECT order_id, bool_and(shipped_quantity = quantity) AS sent, bool_and(delivered_quantity = quantity) AS there
              FROM order_items WHERE supply <> 'none' GROUP BY order_id) i ON i.order_id = o.id
     WHERE (o.status IN ('shipped', 'delivered', 'completed', 'refunded')) <> i.sent
        OR (o.status IN ('delivered', 'completed')) <> i.there AND o.status <> 'refunded'`,
  'cases give back what they say, and no more': `
    SELECT c.id FROM order_items_after_sales c
     WHERE c.refunded_amount <> (SELECT coalesce(sum(p.amount), 0) FROM order_payments p
             WHERE p.tenant_id = c.tenant_id AND p.order_id = c.order_id AND p.kind = 'refund'
               AND p.idempotency_key LIKE 'case:' || c.id || '/%')`,
  'projects count their tasks': `
    SELECT p.id FROM project p
     WHERE (p.task_count, p.done_task_count) <> (SELECT count(*) FILTER (WHERE t.status <> 'cancelled'),
             count(*) FILTER (WHERE t.status = 'done') FROM task t WHERE t.tenant_id = p.tenant_id AND t.project_id = p.id)`,
  'order numbers have no gap': `
    SELECT n FROM (SELECT count(order_number) AS placed, count(DISTINCT order_number) AS numbers FROM orders) AS n
     WHERE placed <> numbers OR placed <> (SELECT coalesce(max(next_value), 1) - 1 FROM sys_document_counters c
       JOIN sys_document_sequences s ON s.tenant_id = c.tenant_id AND s.id = c.sequence_id WHERE s.kind = 'order')`,
  'customers are worth what their orders say': `
    SELECT c.id FROM crm_customers c
     WHERE c.lifetime_value <> (SELECT coalesce(sum(o.net_payment), 0) FROM orders o
             WHERE o.tenant_id = c.tenant_id AND o.customer_id = c.id AND o.deleted_at IS NULL)`,
};

async function newCustomer(trx: Knex.Transaction, tenant: Tenant, key: string): Promise<void> {
  const tenant_id = tenant.id;
  const person = await add(trx, 'crm_personal_keys', { tenant_id });
  const known = { tenant_id, personal_key_id: person };
  const mail = `${key.replaceAll(/\W+/g, '-')}@example.com`;
  await add(trx, 'crm_personal_contacts', { ...known, contact_type: 'email', contact_value: mail });
  await add(trx, 'crm_personal_addresses', { ...known, is_default: true });
  await add(trx, 'crm_personal_profile', { ...known, display_name: key });
  await add(trx, 'crm_personal_journey', known);
  const lead = await add(trx, 'crm_leads', { tenant_id, personal_key_id: person, source: 'referral' });
  const customer = await call<string>(trx, 'convert_lead', lead);
  await newOrder(trx, customer, key);
  const order = await newOrder(trx, customer, key);
  await call(trx, 'place_order', order, `${key}/place`);
}

async function newOrder(
  trx: Knex.Transaction,
  customer: string,
  name: string,
  details: object = {},
): Promise<string> {
  const products = await several(trx, 'product', 2, WITHOUT_VARIANTS);
  const lines = [
    ...products.map((product_id) => ({ product_id, quantity: 2 })),
    { product_name: name, quantity: 1, unit_price: 10 },
  ];
  return call<string>(trx, 'create_order', customer, 'EUR', JSON.stringify(lines), JSON.stringify(details));
}

/** Calls an inner function, as the functions of a domain that comes later do, in the tenant that was entered. */
async function inside(
  trx: Knex.Transaction,
  expression: string,
  values: readonly (string | null)[],
): Promise<unknown> {
  await trx.raw('SET LOCAL ROLE erp_definer');
  return trx.raw(`SELECT app.${expression}`, [...values] as string[]);
}

/** The number of some row that there is now; perhaps not any more a moment later. */
async function any(trx: Knex.Transaction, table: string, condition?: string): Promise<string> {
  const [id = '0'] = await several(trx, table, 1, condition);
  return id;
}

/** The numbers of so many rows at most, in an order of chance. */
async function several(
  trx: Knex.Transaction,
  table: string,
  most: number,
  condition?: string,
): Promise<readonly string[]> {
  return (await pickRows(trx, table, most, condition)).map(({ id = '0' }) => id);
}

/** Of products that are sold by themselves: others are refused without a variant. */
const WITHOUT_VARIANTS = 'NOT EXISTS (SELECT FROM product_variant v WHERE v.parent_product_id = product.id)';

function project(trx: Knex.Transaction): Knex.Raw {
  return trx.raw("(SELECT id FROM project WHERE code = 'BUSY')");
}

async function add(knex: Knex, table: string, row: Readonly<Record<string, unknown>>): Promise<string> {
  const names = Object.keys(row);
  const { rows } = await knex.raw<{ rows: { id?: string }[] }>(
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')}) RETURNING *`,
    Object.values(row) as Knex.RawBinding[],
  );
  return rows[0]?.id ?? '';
}

/** Two digits made of a key, so that some keys meet on the same contact. */
function digits(key: string): string {
  return String([...key].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 20).padStart(2, '0');
}
