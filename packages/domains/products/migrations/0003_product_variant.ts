import { code, createTenantTable, tenantForeign, unitPrice } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** The forms in which a product is sold. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'product_variant', { write: 'products.write' }, (table) => {
    table.comment('One form of a product, e.g. a ring in gold and size 54, with a SKU of its own.');
    table.bigInteger('parent_product_id').notNullable().comment('Product that it is a form of.');
    table
      .text('variant_sku')
      .notNullable()
      .comment('Stock keeping unit. Unique in the tenant among living products and variants, in any case.');
    table
      .jsonb('options')
      .notNullable()
      .defaultTo('{}')
      .comment('What makes this form, by name of the option: {"Metal": "Gold", "Size": "54"}.');
    unitPrice(table, 'retail_price_override').comment('List price; empty when it is that of the product.');
    unitPrice(table, 'sale_price_override').comment(
      'Price at which it is sold; empty when it follows the list price of its own or else the product.',
    );
    code(table, 'status', ['draft', 'publish', 'updated', 'do_not_import']).comment(
      'Status of its own; empty when it is that of the product.',
    );
    table.integer('sort_order').notNullable().defaultTo(0).comment('Position among its siblings.');
    table
      .timestamp('deleted_at', { useTz: true })
      .comment('Soft delete: its SKU and its combination are free again. Empty while it lives.');
    table.check(
      'variant_sku = btrim(variant_sku) AND char_length(variant_sku) BETWEEN 1 AND 100',
      [],
      'ck_product_variant_variant_sku',
    );
    table.check(
      `jsonb_typeof(options) = 'object' AND options <> '{}' AND jsonb_path_query_array(options, '$.*.type()') <@ '["string"]'`,
      [],
      'ck_product_variant_options',
    );
    table.unique(['tenant_id', 'parent_product_id', 'options'], {
      indexName: 'uq_product_variant_options',
      useConstraint: false,
      predicate: knex.whereNull('deleted_at'),
    });
    // What names a product and a variant points here, so that they belong together.
    table.unique(['tenant_id', 'parent_product_id', 'id'], {
      indexName: 'uq_product_variant_parent_product_id',
    });
    tenantForeign(table, 'parent_product_id', 'product', { index: false }).onDelete('CASCADE');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('product_variant');
}
