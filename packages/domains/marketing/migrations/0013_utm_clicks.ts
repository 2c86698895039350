import {
  createPartitionedTenantTable,
  createTenantTable,
  dropPartitionedTenantTable,
  partitionedForeign,
  tenantForeign,
} from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Clicks on tracked links, month by month, and the orders that came of them. */
export async function up(knex: Knex): Promise<void> {
  await createPartitionedTenantTable(
    knex,
    'mkt_utm_clicks',
    { write: 'marketing.track', appendOnly: true, by: 'clicked_at' },
    (table) => {
      table.comment('A click on a tracked link; one partition per month. Never changed.');
      table.bigInteger('utm_link_id').notNullable().comment('Link that was followed.');
      table
        .timestamp('clicked_at', { useTz: true })
        .notNullable()
        .defaultTo(knex.fn.now())
        .comment('When it happened; created_at says when it was recorded.');
      table.specificType('ip_address', 'inet').comment('Address that the request came from.');
      table.text('user_agent').comment('What the browser says that it is.');
      table.text('referrer').comment('Page that the link was on.');
      table.specificType('country_code', 'char(2)').comment('ISO 3166 code of where the visitor is.');
      table.text('session_key').comment('Key by which the shop knows the visitor again.');
      table.bigInteger('customer_id').comment('Customer who clicked, where that is known.');
      table.check("country_code ~ '^[A-Z]{2}$'", [], 'ck_mkt_utm_clicks_country_code');
      table.check(
        "btrim(session_key) <> '' AND length(session_key) <= 200",
        [],
        'ck_mkt_utm_clicks_session_key',
      );
      // The clicks of a link, and the last one of a visitor.
      table.index(['tenant_id', 'utm_link_id', 'clicked_at', 'id'], 'ix_mkt_utm_clicks_utm_link_id');
      table.index(['tenant_id', 'session_key', 'clicked_at', 'id'], 'ix_mkt_utm_clicks_session_key', {
        predicate: knex.whereNotNull('session_key'),
      });
      tenantForeign(table, 'utm_link_id', 'mkt_utm_links', { index: false }).onDelete('CASCADE');
      tenantForeign(table, 'customer_id', 'crm_customers').onDelete('SET NULL (customer_id)');
    },
  );
  // Written by app.record_utm_click, which counts too.
  await knex.raw('REVOKE INSERT ON mkt_utm_clicks FROM erp_app');

  await createTenantTable(
    knex,
    'mkt_utm_conversions',
    { write: 'marketing.track', appendOnly: true, primaryKey: ['tenant_id', 'order_id'] },
    (table) => {
      table.comment(
        'An order and the click that it is credited to; an order has one at most. Never changed.',
      );
      table.bigInteger('order_id').notNullable().comment('Order that came of the click.');
      table.bigInteger('utm_link_id').notNullable().comment('Link that was followed.');
      table.bigInteger('utm_click_id').comment('Click that counts: the last one before the order.');
      table.timestamp('clicked_at', { useTz: true }).comment('When it was clicked.');
      table
        .timestamp('converted_at', { useTz: true })
        .notNullable()
        .defaultTo(knex.fn.now())
        .comment('When the order was credited.');
      table
        .decimal('commission_rate', 7, 4)
        .comment("Share of the link's partner at that time, in percent; empty without a partner.");
      table.check('converted_at >= clicked_at', [], 'ck_mkt_utm_conversions_converted_at');
      table.check('(utm_click_id IS NULL) = (clicked_at IS NULL)', [], 'ck_mkt_utm_conversions_utm_click_id');
      table.check('commission_rate BETWEEN 0 AND 100', [], 'ck_mkt_utm_conversions_commission_rate');
      table.index(['tenant_id', 'utm_link_id', 'converted_at'], 'ix_mkt_utm_conversions_utm_link_id');
      tenantForeign(table, 'order_id', 'orders', { index: false }).onDelete('CASCADE');
      tenantForeign(table, 'utm_link_id', 'mkt_utm_links', { index: false }).onDelete('CASCADE');
      partitionedForeign(table, 'utm_click_id', 'clicked_at', 'mkt_utm_clicks', {
        by: 'clicked_at',
      }).onDelete('SET NULL (utm_click_id, clicked_at)');
    },
  );
  await knex.raw('REVOKE INSERT ON mkt_utm_conversions FROM erp_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('mkt_utm_conversions');
  await dropPartitionedTenantTable(knex, 'mkt_utm_clicks');
}
