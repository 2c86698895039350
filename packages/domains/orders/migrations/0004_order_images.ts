import { authorship, code, createTenantTable, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Pictures attached to an order. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'order_images', { write: 'orders.write' }, (table) => {
    table.comment('A picture attached to an order: a receipt, a design, the finished piece.');
    table.bigInteger('order_id').notNullable().comment('Order that it belongs to.');
    table.text('image_url').notNullable().comment('Link to the file.');
    code(table, 'image_type', ['receipt', 'product', 'custom', 'design', 'other'])
      .notNullable()
      .defaultTo('other')
      .comment('What the picture shows.');
    table.text('description').comment('What the picture shows, in words.');
    table
      .integer('sort_order')
      .notNullable()
      .defaultTo(0)
      .comment('Position in the gallery, smallest first.');
    table.timestamp('deleted_at', { useTz: true }).comment('Soft delete: empty while the picture is shown.');
    table.check("btrim(image_url) <> ''", [], 'ck_order_images_image_url');
    table.index(['tenant_id', 'order_id', 'sort_order'], 'ix_order_images_order_id_sort_order');
    tenantForeign(table, 'order_id', 'orders', { index: false }).onDelete('CASCADE');
    authorship(table);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('order_images');
}
