import { createTenantTable, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Words that a tenant marks its products with. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'product_tag', { write: 'products.write' }, (table) => {
    table.comment('A word that a product is marked with.');
    table.bigInteger('product_id').notNullable();
    table.text('tag_name').notNullable().comment('Trimmed and in lower case, so that a word is one tag.');
    table.check(
      'tag_name = lower(btrim(tag_name)) AND char_length(tag_name) BETWEEN 1 AND 200',
      [],
      'ck_product_tag_tag_name',
    );
    table.unique(['tenant_id', 'product_id', 'tag_name'], { indexName: 'uq_product_tag_product_id' });
    table.index(['tenant_id', 'tag_name', 'product_id'], 'ix_product_tag_tag_name');
    tenantForeign(table, 'product_id', 'product', { index: false }).onDelete('CASCADE');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('product_tag');
}
