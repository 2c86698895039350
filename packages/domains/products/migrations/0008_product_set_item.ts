import { createTenantTable, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What sets consist of. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'product_set_item', { write: 'products.write' }, (table) => {
    table.comment(
      'That a set contains some pieces of a product, which may be a set again, but never itself.',
    );
    table.bigInteger('set_product_id').notNullable().comment('Set that contains.');
    table
      .specificType('set_product_type', "text GENERATED ALWAYS AS ('set') STORED")
      .comment('Always set: lets the reference take sets alone.');
    table.bigInteger('item_product_id').notNullable().comment('Product that is contained.');
    table.integer('quantity').notNullable().defaultTo(1).comment('Pieces of it in one set.');
    table.integer('sort_order').notNullable().defaultTo(0).comment('Position in the list of contents.');
    table.check('quantity > 0', [], 'ck_product_set_item_quantity');
    table.check('set_product_id <> item_product_id', [], 'ck_product_set_item_item_product_id');
    table.unique(['tenant_id', 'set_product_id', 'item_product_id'], {
      indexName: 'uq_product_set_item_set_product_id',
    });
    table.index(
      ['tenant_id', 'set_product_id', 'set_product_type'],
      'ix_product_set_item_set_product_id_set_product_type',
    );
    table
      .foreign(['tenant_id', 'set_product_id', 'set_product_type'], 'fk_product_set_item_set_product_id')
      .references(['tenant_id', 'id', 'product_type'])
      .inTable('product')
      .deferrable('immediate')
      .onDelete('CASCADE');
    // What is in a set is not deleted: the set would sell less than it says.
    tenantForeign(table, 'item_product_id', 'product');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('product_set_item');
}
