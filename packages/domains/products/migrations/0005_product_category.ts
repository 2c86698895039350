import { createTenantTable, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Which products are in which categories. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'product_category', { write: 'products.write' }, (table) => {
    table.comment('That a product is in a category.');
    table.bigInteger('product_id').notNullable();
    table.bigInteger('category_id').notNullable();
    table.unique(['tenant_id', 'product_id', 'category_id'], { indexName: 'uq_product_category_product_id' });
    table.index(['tenant_id', 'category_id', 'product_id'], 'ix_product_category_category_id');
    tenantForeign(table, 'product_id', 'product', { index: false }).onDelete('CASCADE');
    tenantForeign(table, 'category_id', 'category', { index: false }).onDelete('CASCADE');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('product_category');
}
