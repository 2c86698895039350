import { createTenantTable, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Where a promotion is given, and which campaigns it belongs to. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'mkt_promotion_channels',
    { write: 'promotions.write', primaryKey: ['tenant_id', 'promotion_id', 'channel_platform_page_id'] },
    (table) => {
      table.comment(
        'A page or account on whose orders a promotion is given. Without any it is given on all orders.',
      );
      table.bigInteger('promotion_id').notNullable().comment('Promotion that is given there.');
      table
        .bigInteger('channel_platform_page_id')
        .notNullable()
        .comment('Page or account through which the order came.');
      tenantForeign(table, 'promotion_id', 'mkt_promotions', { index: false }).onDelete('CASCADE');
      tenantForeign(table, 'channel_platform_page_id', 'channels_platform_pages').onDelete('CASCADE');
    },
  );
  await createTenantTable(
    knex,
    'mkt_promotion_campaigns',
    { write: 'promotions.write', primaryKey: ['tenant_id', 'promotion_id', 'campaign_id'] },
    (table) => {
      table.comment('A campaign that a promotion is part of.');
      table.bigInteger('promotion_id').notNullable().comment('Promotion that supports the campaign.');
      table.bigInteger('campaign_id').notNullable().comment('Campaign that uses the promotion.');
      tenantForeign(table, 'promotion_id', 'mkt_promotions', { index: false }).onDelete('CASCADE');
      tenantForeign(table, 'campaign_id', 'mkt_campaigns').onDelete('CASCADE');
    },
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('mkt_promotion_campaigns');
  await knex.schema.dropTable('mkt_promotion_channels');
}
