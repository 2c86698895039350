import { amount, code, createTenantTable, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Buyers; a lead points at the customer that it became. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'crm_customers', { write: 'crm.write', delete: 'crm.delete' }, (table) => {
    table.comment('A person as a buyer; one per person.');
    table.bigInteger('personal_key_id').notNullable().comment('Person who buys.');
    table
      .specificType('currency_code', 'char(3)')
      .comment('ISO 4217 code of the lifetime value; empty until there is money.');
    amount(table, 'lifetime_value')
      .notNullable()
      .defaultTo(0)
      .comment('Money that the customer has paid in all.');
    table
      .integer('paid_orders_count')
      .notNullable()
      .defaultTo(0)
      .comment('Orders that the customer has paid.');
    table.timestamp('last_order_at', { useTz: true }).comment('Time of the latest order.');
    code(table, 'lead_status', ['new', 'contacted', 'qualified', 'converted', 'lost']).comment(
      'Status of the latest lead of the person; kept by a trigger.',
    );
    code(table, 'potential_status', ['open', 'won', 'lost', 'abandoned']).comment(
      'Status of the latest opportunity of the person; kept by a trigger.',
    );
    table.text('source').comment('Where the customer came from, as a code: facebook, referral, walk_in …');
    table.text('customer_rank').comment('Tier of loyalty, as a code of the tenant: silver, gold …');
    table.bigInteger('first_lead_id').comment('Lead that won the customer.');
    table.bigInteger('batch_id').comment('Win-back batch that the customer is in now.');
    table.check("currency_code ~ '^[A-Z]{3}$'", [], 'ck_crm_customers_currency_code');
    table.check('lifetime_value = 0 OR currency_code IS NOT NULL', [], 'ck_crm_customers_money');
    table.check('paid_orders_count >= 0', [], 'ck_crm_customers_paid_orders_count');
    table.check("source ~ '^[a-z][a-z0-9_]*$'", [], 'ck_crm_customers_source');
    table.check("customer_rank ~ '^[a-z][a-z0-9_]*$'", [], 'ck_crm_customers_customer_rank');
    table.unique(['tenant_id', 'personal_key_id'], { indexName: 'uq_crm_customers_personal_key_id' });
    // The lists: best first, latest first, by tier.
    table.index(['tenant_id', 'lifetime_value', 'id'], 'ix_crm_customers_lifetime_value');
    table.index(['tenant_id', 'last_order_at', 'id'], 'ix_crm_customers_last_order_at');
    table.index(['tenant_id', 'customer_rank', 'id'], 'ix_crm_customers_customer_rank', {
      predicate: knex.whereNotNull('customer_rank'),
    });
    tenantForeign(table, 'personal_key_id', 'crm_personal_keys', { index: false }).onDelete('CASCADE');
    tenantForeign(table, 'first_lead_id', 'crm_leads').onDelete('SET NULL (first_lead_id)');
    tenantForeign(table, 'batch_id', 'crm_reengaged_batches').onDelete('SET NULL (batch_id)');
  });
  await knex.schema.alterTable('crm_leads', (table) =>
    tenantForeign(table, 'converted_customer_id', 'crm_customers').onDelete(
      'SET NULL (converted_customer_id)',
    ),
  );
  // Figures of money come from orders and statuses from triggers, not from a form.
  await knex.raw(`
    REVOKE INSERT, UPDATE ON crm_customers FROM erp_app;
    GRANT INSERT (tenant_id, personal_key_id, source, customer_rank, first_lead_id, batch_id, created_at),
      UPDATE (source, customer_rank, first_lead_id, batch_id) ON crm_customers TO erp_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('crm_leads', (table) => {
    table.dropForeign(['tenant_id', 'converted_customer_id'], 'fk_crm_leads_converted_customer_id');
    table.dropIndex(['tenant_id', 'converted_customer_id'], 'ix_crm_leads_converted_customer_id');
  });
  await knex.schema.dropTable('crm_customers');
}
