import { code, createTenantTable, currency, memberForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Payments and refunds. Rows are facts: a correction is a new row. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'order_payments', { write: 'orders.payment', appendOnly: true }, (table) => {
    table.comment(
      'Ledger of the money of an order: what came, what went back, what was promised. Never changed.',
    );
    table.bigInteger('order_id').notNullable().comment('Order that is paid.');
    currency(table).comment('ISO 4217 code; always that of the order.');
    code(table, 'kind', ['payment', 'refund'])
      .notNullable()
      .comment('payment: money in. refund: money back.');
    table
      .bigInteger('parent_payment_id')
      .comment(
        'Of a refund, the payment that it gives back; of a payment, the promised instalment that it settles.',
      );
    code(table, 'payment_method', METHODS).notNullable().comment('How the money moved.');
    table.decimal('amount', 14, 2).notNullable().comment('Always positive; kind says in which direction.');
    code(table, 'status', ['pending', 'paid', 'failed'])
      .notNullable()
      .comment('pending: promised instalment. paid: settled. failed: tried in vain. Only paid rows count.');
    table
      .text('idempotency_key')
      .notNullable()
      .comment('Key of the call; a second call with it does nothing.');
    table.text('provider').notNullable().defaultTo('manual').comment('Payment provider, e.g. stripe.');
    table.text('transaction_id').comment('Key of the transaction at the provider.');
    table.date('due_date').comment('Payable by.');
    table.timestamp('paid_at', { useTz: true }).comment('When the money moved.');
    table.boolean('is_deposit').notNullable().defaultTo(false).comment('Part payment up front.');
    table.text('reason').comment('Why the money went back, or why the attempt failed.');
    table.bigInteger('created_by').comment('Member who recorded it.');
    table.check("amount > 0 AND amount <> 'NaN'", [], 'ck_order_payments_amount');
    table.check("(status = 'paid') = (paid_at IS NOT NULL)", [], 'ck_order_payments_paid_at');
    table.check("kind = 'payment' OR parent_payment_id IS NOT NULL", [], 'ck_order_payments_refund_parent');
    table.check(
      "kind = 'payment' OR btrim(reason) <> '' AND reason IS NOT NULL",
      [],
      'ck_order_payments_reason',
    );
    table.check("kind = 'payment' OR NOT is_deposit", [], 'ck_order_payments_is_deposit');
    table.check('parent_payment_id <> id', [], 'ck_order_payments_parent_payment_id');
    table.check("btrim(idempotency_key) <> ''", [], 'ck_order_payments_idempotency_key');
    table.check("provider ~ '^[a-z][a-z0-9_]*$'", [], 'ck_order_payments_provider');
    table.check("btrim(transaction_id) <> ''", [], 'ck_order_payments_transaction_id');
    table.unique(['tenant_id', 'idempotency_key'], { indexName: 'uq_order_payments_idempotency_key' });
    table.unique(['tenant_id', 'provider', 'transaction_id'], {
      indexName: 'uq_order_payments_transaction_id',
      useConstraint: false,
      predicate: knex.whereNotNull('transaction_id'),
    });
    table.index(['tenant_id', 'paid_at', 'id'], 'ix_order_payments_paid_at', {
      predicate: knex.whereRaw("status = 'paid'"),
    });
    table.index(['tenant_id', 'due_date', 'id'], 'ix_order_payments_due_date', {
      predicate: knex.whereRaw("status = 'pending'"),
    });
    // Key for rows that follow another one; its first three columns serve the reference to the order.
    table.unique(['tenant_id', 'order_id', 'currency_code', 'id'], {
      indexName: 'uq_order_payments_order_id',
    });
    table.index(
      ['tenant_id', 'order_id', 'currency_code', 'parent_payment_id'],
      'ix_order_payments_parent_payment_id',
    );
    table
      .foreign(['tenant_id', 'order_id', 'currency_code'], 'fk_order_payments_order_id')
      .references(['tenant_id', 'id', 'currency_code'])
      .inTable('orders')
      .deferrable('immediate')
      .onDelete('CASCADE');
    memberForeign(table, 'created_by');
  });
  await knex.schema.alterTable('order_payments', (table) => {
    table
      .foreign(
        ['tenant_id', 'order_id', 'currency_code', 'parent_payment_id'],
        'fk_order_payments_parent_payment_id',
      )
      .references(['tenant_id', 'order_id', 'currency_code', 'id'])
      .inTable('order_payments')
      .deferrable('immediate');
  });
  // Money is recorded by app.record_payment and app.refund_payment, which know the limits.
  await knex.raw('REVOKE INSERT ON order_payments FROM erp_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('order_payments');
}

const METHODS = ['cash', 'bank_transfer', 'credit_card', 'paypal', 'e_wallet', 'cod', 'other'];
