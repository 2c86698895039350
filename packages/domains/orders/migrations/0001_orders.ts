import {
  authorship,
  code,
  createTenantTable,
  currency,
  jsonObject,
  tenantForeign,
  tenantRoot,
} from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Order headers. Status, number and sums are kept by functions and triggers; the application cannot write them. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'orders', { write: 'orders.write' }, (table) => {
    table.comment('An order of a customer: header, sums and the state that it is in.');
    table
      .text('order_number')
      .comment('Number for people, unique within the tenant; given when the order is placed.');
    code(table, 'status', STATUSES)
      .notNullable()
      .defaultTo('draft')
      .comment('draft: being written. pending: placed, waits for confirmation. Changed by functions alone.');
    table.text('status_note').comment('Why the order is in this status; copied to its history.');
    table
      .timestamp('ordered_at', { useTz: true })
      .notNullable()
      .defaultTo(knex.fn.now())
      .comment(
        'When the customer ordered: time of the shop platform, else of placing; of a draft, when begun.',
      );
    table.bigInteger('customer_id').comment('Buyer; empty for a sale to somebody unknown.');
    table.bigInteger('store_id').comment('Store that sold.');
    table.bigInteger('channel_platform_page_id').comment('Page or account through which the order came.');
    table
      .text('source_platform')
      .comment('Code of the shop platform that the order was taken from, e.g. shopify.');
    table.text('external_order_id').comment('Key of the order at that platform.');
    table.bigInteger('shipping_address_id').comment('Address book entry to send to.');
    table.bigInteger('billing_address_id').comment('Address book entry to bill to.');
    jsonObject(table, 'shipping_address').comment('That entry as it was when the order was placed.');
    jsonObject(table, 'billing_address').comment('That entry as it was when the order was placed.');
    table.text('customer_notes').comment('Remark of the buyer.');

    currency(table).comment('ISO 4217 code of every amount of this order, its lines and its payments.');
    for (const [column, meaning] of SUMS) {
      table.decimal(column, 14, 2).notNullable().defaultTo(0).comment(meaning);
    }
    table
      .specificType('total', `numeric(14,2) GENERATED ALWAYS AS (${TOTAL}) STORED`)
      .comment('What the customer has to pay: subtotal, less discounts, plus tax.');
    table
      .specificType('balance', `numeric(14,2) GENERATED ALWAYS AS (${TOTAL} - total_paid) STORED`)
      .comment(
        'What is still to be paid. A refund gives credit for goods or service and does not open it again.',
      );
    table
      .specificType('net_payment', 'numeric(14,2) GENERATED ALWAYS AS (total_paid - total_refunded) STORED')
      .comment('Money received and kept.');
    table
      .specificType('payment_status', `text GENERATED ALWAYS AS (${PAYMENT_STATUS}) STORED`)
      .comment('How far the order is paid: unpaid, partially_paid, paid, partially_refunded, refunded.');
    table
      .specificType('has_open_balance', `boolean GENERATED ALWAYS AS (${OPEN}) STORED`)
      .comment('Placed, not given up, and not fully paid: the list of open orders.');

    table.text('placement_key').comment('Idempotency key of the call that placed the order.');
    for (const [column, meaning] of MILESTONES) table.timestamp(column, { useTz: true }).comment(meaning);
    table
      .timestamp('deleted_at', { useTz: true })
      .comment('Soft delete, for drafts and cancelled orders alone: empty while the order is shown.');

    table.check(
      "order_number IS NOT NULL OR status IN ('draft', 'cancelled')",
      [],
      'ck_orders_order_number_present',
    );
    table.check("btrim(order_number) <> ''", [], 'ck_orders_order_number');
    table.check("source_platform ~ '^[a-z][a-z0-9_]*$'", [], 'ck_orders_source_platform');
    table.check(
      'external_order_id IS NULL OR source_platform IS NOT NULL',
      [],
      'ck_orders_external_order_id',
    );
    table.check("deleted_at IS NULL OR status IN ('draft', 'cancelled')", [], 'ck_orders_deleted_at');
    table.check('subtotal >= 0', [], 'ck_orders_subtotal');
    table.check('discount_amount BETWEEN 0 AND subtotal', [], 'ck_orders_discount_amount');
    table.check('tax_amount >= 0', [], 'ck_orders_tax_amount');
    table.check(`total_paid BETWEEN 0 AND ${TOTAL}`, [], 'ck_orders_total_paid');
    table.check('total_refunded BETWEEN 0 AND total_paid', [], 'ck_orders_total_refunded');
    table.check('confirmed_at >= ordered_at', [], 'ck_orders_confirmed_at');
    table.check('shipped_at >= coalesce(confirmed_at, ordered_at)', [], 'ck_orders_shipped_at');
    table.check('delivered_at >= shipped_at', [], 'ck_orders_delivered_at');
    table.check('completed_at >= delivered_at', [], 'ck_orders_completed_at');
    table.check(
      "cancelled_at >= ordered_at AND cancelled_at IS NOT NULL OR cancelled_at IS NULL AND status <> 'cancelled'",
      [],
      'ck_orders_cancelled_at',
    );
    table.check(
      "status NOT IN ('shipped', 'delivered', 'completed') OR shipped_at IS NOT NULL",
      [],
      'ck_orders_shipped_at_present',
    );
    table.check(
      "status NOT IN ('delivered', 'completed') OR delivered_at IS NOT NULL",
      [],
      'ck_orders_delivered_at_present',
    );
    table.check("status <> 'completed' OR completed_at IS NOT NULL", [], 'ck_orders_completed_at_present');

    table.unique(['tenant_id', 'order_number'], { indexName: 'uq_orders_order_number' });
    table.unique(['tenant_id', 'source_platform', 'external_order_id'], {
      indexName: 'uq_orders_external_order_id',
      useConstraint: false,
      predicate: knex.whereRaw('external_order_id IS NOT NULL AND deleted_at IS NULL'),
    });
    table.unique(['tenant_id', 'placement_key'], {
      indexName: 'uq_orders_placement_key',
      useConstraint: false,
      predicate: knex.whereNotNull('placement_key'),
    });
    // Payments point here with their currency, so that theirs cannot be another one. This order of the columns
    // keeps the primary key from being a prefix of the index.
    table.unique(['tenant_id', 'currency_code', 'id'], { indexName: 'uq_orders_currency_code' });

    table.index(['tenant_id', 'status', 'ordered_at', 'id'], 'ix_orders_status_ordered_at', {
      predicate: knex.whereNull('deleted_at'),
    });
    table.index(['tenant_id', 'ordered_at', 'id'], 'ix_orders_ordered_at', {
      predicate: knex.whereNull('deleted_at'),
    });
    table.index(['tenant_id', 'ordered_at', 'id'], 'ix_orders_open_balance', {
      predicate: knex.whereRaw('has_open_balance AND deleted_at IS NULL'),
    });
    table.index(['tenant_id', 'customer_id', 'ordered_at', 'id'], 'ix_orders_customer_id_ordered_at');

    tenantForeign(table, 'customer_id', 'crm_customers', { index: false });
    tenantForeign(table, 'store_id', 'sys_stores').onDelete('SET NULL (store_id)');
    tenantForeign(table, 'channel_platform_page_id', 'channels_platform_pages').onDelete(
      'SET NULL (channel_platform_page_id)',
    );
    tenantForeign(table, 'shipping_address_id', 'crm_personal_addresses').onDelete(
      'SET NULL (shipping_address_id)',
    );
    tenantForeign(table, 'billing_address_id', 'crm_personal_addresses').onDelete(
      'SET NULL (billing_address_id)',
    );
    authorship(table);
    tenantRoot(table);
  });

  // Status, number, sums and milestones are written by the functions of this domain; orders are not deleted.
  await knex.raw(`
    REVOKE INSERT, UPDATE, DELETE ON orders FROM erp_app;
    GRANT INSERT (tenant_id, ordered_at, customer_id, store_id, channel_platform_page_id, source_platform,
      external_order_id, shipping_address_id, billing_address_id, customer_notes, currency_code, created_by,
      updated_by) ON orders TO erp_app;
    GRANT UPDATE (customer_id, store_id, channel_platform_page_id, source_platform, external_order_id,
      shipping_address_id, billing_address_id, customer_notes, updated_by, deleted_at) ON orders TO erp_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('orders');
}

const STATUSES = [
  'draft',
  'pending',
  'confirmed',
  'processing',
  'on_hold',
  'shipped',
  'delivered',
  'completed',
  'cancelled',
  'refunded',
];

const SUMS = [
  ['subtotal', 'Sum of the lines, net, before discounts; kept by a trigger.'],
  ['discount_amount', 'Sum of the discounts of the lines; kept by a trigger.'],
  ['tax_amount', 'Sum of the tax of the lines; kept by a trigger.'],
  ['total_paid', 'Sum of the settled payments, refunds not taken off; kept by a trigger.'],
  ['total_refunded', 'Sum of the settled refunds; kept by a trigger.'],
] as const;

const MILESTONES = [
  ['confirmed_at', 'When the order was confirmed for the first time.'],
  ['shipped_at', 'When the goods left.'],
  ['delivered_at', 'When the goods arrived.'],
  ['completed_at', 'When nothing was left to do.'],
  ['cancelled_at', 'When the order was given up.'],
] as const;

// A generated column cannot read another one, hence the repetition.
const TOTAL = '(subtotal - discount_amount + tax_amount)';

const PAYMENT_STATUS = `
  CASE WHEN total_refunded > 0 AND total_refunded = total_paid THEN 'refunded'
       WHEN total_refunded > 0 THEN 'partially_refunded'
       WHEN status <> 'draft' AND total_paid >= ${TOTAL} THEN 'paid'
       WHEN total_paid > 0 THEN 'partially_paid'
       ELSE 'unpaid' END`;

const OPEN = `status NOT IN ('draft', 'cancelled', 'refunded') AND total_paid < ${TOTAL}`;
