import { createTenantTable, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Every SKU in use, so that one means one thing, whether product or variant. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'product_sku',
    { write: 'products.write', primaryKey: ['tenant_id', 'sku_key'] },
    (table) => {
      table.comment(
        'The SKUs in use and what they mean. Follows products and variants by triggers; nobody writes or loads it.',
      );
      table.text('sku_key').notNullable().comment('The SKU in lower case.');
      table.bigInteger('product_id').notNullable().comment('Product that it means, or whose variant.');
      table.bigInteger('product_variant_id').comment('Variant that it means; empty when it is the product.');
      table.check('sku_key = lower(sku_key)', [], 'ck_product_sku_sku_key');
      tenantForeign(table, 'product_id', 'product', { index: false }).onDelete('CASCADE');
      table
        .foreign(['tenant_id', 'product_id', 'product_variant_id'], 'fk_product_sku_product_variant_id')
        .references(['tenant_id', 'parent_product_id', 'id'])
        .inTable('product_variant')
        .deferrable('immediate')
        .onDelete('CASCADE');
    },
  );
  // Knex has no word for NULLS NOT DISTINCT: a product and a variant have one SKU each.
  await knex.raw(`
    ALTER TABLE product_sku ADD CONSTRAINT uq_product_sku_product_id_product_variant_id
      UNIQUE NULLS NOT DISTINCT (tenant_id, product_id, product_variant_id);
    REVOKE INSERT, UPDATE, DELETE ON product_sku FROM erp_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('product_sku');
}
