import { code, createTenantTable, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** How a brand is to be treated. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'mkt_brand_guidelines', { write: 'marketing.write' }, (table) => {
    table.comment('A sheet of rules for the use of a brand.');
    table.bigInteger('brand_id').notNullable().comment('Brand that the rules protect.');
    table.text('title').notNullable().comment('Unique in the brand.');
    code(table, 'category', [
      'logo_usage',
      'typography_rules',
      'color_application',
      'voice_tone',
    ]).notNullable();
    table
      .jsonb('items')
      .notNullable()
      .defaultTo('[]')
      .comment('The rules in their order: a list of texts or objects.');
    table.integer('sort_order').notNullable().defaultTo(0).comment('Position in its category.');
    table.check("btrim(title) <> ''", [], 'ck_mkt_brand_guidelines_title');
    table.check("jsonb_typeof(items) = 'array'", [], 'ck_mkt_brand_guidelines_items');
    table.unique(['tenant_id', 'brand_id', 'title'], {
      indexName: 'uq_mkt_brand_guidelines_brand_id_title',
    });
    table.index(
      ['tenant_id', 'brand_id', 'category', 'sort_order', 'id'],
      'ix_mkt_brand_guidelines_brand_id_category',
    );
    tenantForeign(table, 'brand_id', 'sys_brands', { index: false }).onDelete('CASCADE');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('mkt_brand_guidelines');
}
