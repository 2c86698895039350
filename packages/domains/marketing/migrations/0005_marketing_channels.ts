import { amount, code, createTenantTable, tenantForeign, tenantRoot, uniqueAlive } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Ways to reach people, and which campaign goes by which. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'mkt_marketing_channels',
    { write: 'marketing.write', delete: 'marketing.delete' },
    (table) => {
      table.comment('A way to reach people: a newsletter, an ad account, a fair, or a page of channels.');
      table.text('name').notNullable().comment('Unique among living channels.');
      code(table, 'type', ['email', 'social', 'paid_ads', 'content', 'event', 'offline']).notNullable();
      table.text('platform').comment('Network or tool behind it, as a code: mailchimp, google_ads …');
      table
        .bigInteger('channel_platform_page_id')
        .comment('Page or account of channels that it is; empty for what is not one.');
      table.bigInteger('reach').notNullable().defaultTo(0).comment('People who can be reached by it.');
      table
        .decimal('engagement', 7, 4)
        .notNullable()
        .defaultTo(0)
        .comment('Of those reached, how many react as a rule, in percent.');
      code(table, 'status', ['active', 'inactive']).notNullable().defaultTo('active');
      amount(table, 'budget').comment('Money meant for it, beside that of campaigns.');
      table.specificType('currency_code', 'char(3)').comment('ISO 4217 code of the budget.');
      table
        .timestamp('deleted_at', { useTz: true })
        .comment('Soft delete: empty while the channel is shown.');
      table.check("btrim(name) <> '' AND name = btrim(name)", [], 'ck_mkt_marketing_channels_name');
      table.check("platform ~ '^[a-z][a-z0-9_]*$'", [], 'ck_mkt_marketing_channels_platform');
      table.check('reach >= 0', [], 'ck_mkt_marketing_channels_reach');
      table.check('engagement BETWEEN 0 AND 100', [], 'ck_mkt_marketing_channels_engagement');
      table.check("currency_code ~ '^[A-Z]{3}$'", [], 'ck_mkt_marketing_channels_currency_code');
      table.check('budget IS NULL OR currency_code IS NOT NULL', [], 'ck_mkt_marketing_channels_money');
      uniqueAlive(table, ['name'], knex);
      tenantForeign(table, 'channel_platform_page_id', 'channels_platform_pages').onDelete(
        'SET NULL (channel_platform_page_id)',
      );
      tenantRoot(table);
    },
  );
  await createTenantTable(
    knex,
    'mkt_campaign_channels',
    { write: 'marketing.write', primaryKey: ['tenant_id', 'campaign_id', 'marketing_channel_id'] },
    (table) => {
      table.comment('A way by which a campaign reaches people.');
      table.bigInteger('campaign_id').notNullable().comment('Campaign that goes by it.');
      table.bigInteger('marketing_channel_id').notNullable().comment('Way that it goes by.');
      tenantForeign(table, 'campaign_id', 'mkt_campaigns', { index: false }).onDelete('CASCADE');
      tenantForeign(table, 'marketing_channel_id', 'mkt_marketing_channels').onDelete('CASCADE');
    },
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('mkt_campaign_channels');
  await knex.schema.dropTable('mkt_marketing_channels');
}
