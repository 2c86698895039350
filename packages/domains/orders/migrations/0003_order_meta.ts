import {
  authorship,
  code,
  createTenantTable,
  jsonObject,
  memberForeign,
  tenantForeign,
} from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What else is known of an order: an open bag, and who sold it. At most one row of each per order. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'orders_meta',
    { write: 'orders.write', primaryKey: ['tenant_id', 'order_id'] },
    (table) => {
      table.comment(
        'Open bag of an order for integrations, beside it so that the order itself stays narrow.',
      );
      table.bigInteger('order_id').notNullable().comment('Order that it belongs to.');
      jsonObject(table, 'metadata').comment('Whatever an integration keeps; nothing of the ERP reads it.');
      tenantForeign(table, 'order_id', 'orders', { index: false }).onDelete('CASCADE');
      authorship(table);
    },
  );

  await createTenantTable(
    knex,
    'order_meta_crm',
    { write: 'orders.write', primaryKey: ['tenant_id', 'order_id'] },
    (table) => {
      table.comment('Who brought, closed and supported an order, and what the customer said of it.');
      table.bigInteger('order_id').notNullable().comment('Order that it belongs to.');
      table.bigInteger('sales_staff_id').comment('Member who closed the sale.');
      table.bigInteger('referrer_staff_id').comment('Member who brought the customer.');
      table.bigInteger('support_staff_id').comment('Member who helped.');
      table.bigInteger('source_page_id').comment('Page or account on which the sale began.');
      table.text('social_review').comment('Text of a public review.');
      table.text('customer_feedback').comment('What the customer told us.');
      code(table, 'follow_up_status', ['none', 'scheduled', 'contacted', 'done'])
        .notNullable()
        .defaultTo('none')
        .comment('Whether the customer was called after the sale.');
      code(table, 'approval_status', ['pending', 'approved', 'rejected']).comment(
        'Decision on the attribution; empty when none is asked for.',
      );
      table.index(['tenant_id', 'follow_up_status'], 'ix_order_meta_crm_follow_up_status', {
        predicate: knex.whereRaw("follow_up_status IN ('scheduled', 'contacted')"),
      });
      table.index(['tenant_id', 'approval_status'], 'ix_order_meta_crm_approval_status', {
        predicate: knex.whereRaw("approval_status = 'pending'"),
      });
      tenantForeign(table, 'order_id', 'orders', { index: false }).onDelete('CASCADE');
      for (const column of ['sales_staff_id', 'referrer_staff_id', 'support_staff_id']) {
        memberForeign(table, column);
      }
      tenantForeign(table, 'source_page_id', 'channels_platform_pages').onDelete('SET NULL (source_page_id)');
      authorship(table);
    },
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('order_meta_crm');
  await knex.schema.dropTable('orders_meta');
}
