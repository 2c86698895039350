import { createTenantTable, memberForeign, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Pictures of products, one row each. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'product_image', { write: 'products.write' }, (table) => {
    table.comment('A picture of a product, or of one of its variants.');
    table.bigInteger('product_id').notNullable();
    table.bigInteger('product_variant_id').comment('Variant that it shows; empty when it shows them all.');
    table.text('image_url').notNullable().comment('Where the picture is.');
    table.text('thumbnail_url').comment('Where a small one is.');
    table.text('alt_text').comment('What can be seen, for those who cannot.');
    table.integer('sort_order').notNullable().defaultTo(0).comment('Position in the gallery.');
    table
      .boolean('is_primary')
      .notNullable()
      .defaultTo(false)
      .comment('The picture that stands for the product; one at most.');
    table.bigInteger('updated_by').comment('Member who changed it last.');
    table.check("btrim(image_url) <> ''", [], 'ck_product_image_image_url');
    table.unique(['tenant_id', 'product_id'], {
      indexName: 'uq_product_image_is_primary',
      useConstraint: false,
      predicate: knex.whereRaw('is_primary'),
    });
    table.index(['tenant_id', 'product_id', 'sort_order', 'id'], 'ix_product_image_product_id_sort_order');
    table.index(['tenant_id', 'product_id', 'product_variant_id'], 'ix_product_image_product_variant_id');
    tenantForeign(table, 'product_id', 'product', { index: false }).onDelete('CASCADE');
    table
      .foreign(['tenant_id', 'product_id', 'product_variant_id'], 'fk_product_image_product_variant_id')
      .references(['tenant_id', 'parent_product_id', 'id'])
      .inTable('product_variant')
      .deferrable('immediate')
      .onDelete('CASCADE');
    memberForeign(table, 'updated_by');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('product_image');
}
