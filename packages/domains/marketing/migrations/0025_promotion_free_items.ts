import { createTenantTable, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What a promotion of type `free_item` gives away. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'mkt_promotion_free_items',
    { write: 'promotions.write', primaryKey: ['tenant_id', 'promotion_id', 'product_id'] },
    (table) => {
      table.comment(
        'A product that an order gets for nothing. The order carries it as a line; it does not count as bought.',
      );
      table.bigInteger('promotion_id').notNullable().comment('Promotion that gives it.');
      table.bigInteger('product_id').notNullable().comment('Product given.');
      table
        .integer('quantity')
        .notNullable()
        .defaultTo(1)
        .comment('Pieces of it that one order gets at most.');
      table.check('quantity > 0', [], 'ck_mkt_promotion_free_items_quantity');
      tenantForeign(table, 'promotion_id', 'mkt_promotions', { index: false }).onDelete('CASCADE');
      tenantForeign(table, 'product_id', 'product').onDelete('CASCADE');
    },
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('mkt_promotion_free_items');
}
