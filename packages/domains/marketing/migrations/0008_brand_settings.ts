import { authorship, createTenantTable, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What a brand says of itself. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'mkt_brand_settings', { write: 'marketing.write' }, (table) => {
    table.comment('What a brand says of itself; one row per brand.');
    table.bigInteger('brand_id').notNullable().comment('Brand that speaks.');
    table.text('story').comment('Where it comes from.');
    table.text('slogan').comment('The sentence of its advertising.');
    table.text('tagline').comment('The words beside its logo.');
    table.text('vision').comment('What it wants to become.');
    table.text('mission').comment('What it does, and for whom.');
    table.unique(['tenant_id', 'brand_id'], { indexName: 'uq_mkt_brand_settings_brand_id' });
    tenantForeign(table, 'brand_id', 'sys_brands', { index: false }).onDelete('CASCADE');
    authorship(table);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('mkt_brand_settings');
}
