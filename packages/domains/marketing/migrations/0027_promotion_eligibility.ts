import { code, createTenantTable, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** For which goods a promotion is given, and for which it never is. */
export async function up(knex: Knex): Promise<void> {
  for (const { name, column, parent, comment } of LISTS) {
    await createTenantTable(
      knex,
      name,
      { write: 'promotions.write', primaryKey: ['tenant_id', 'promotion_id', column] },
      (table) => {
        table.comment(comment);
        table.bigInteger('promotion_id').notNullable().comment('Promotion that is given for it.');
        table.bigInteger(column).notNullable();
        code(table, 'side', ['both', 'buy', 'get'])
          .notNullable()
          .defaultTo('both')
          .comment('Of buy-some-get-some, whether it counts as bought, as given, or as both; else both.');
        tenantForeign(table, 'promotion_id', 'mkt_promotions', { index: false }).onDelete('CASCADE');
        tenantForeign(table, column, parent).onDelete('CASCADE');
      },
    );
  }

  await createTenantTable(knex, 'mkt_promotion_exclusions', { write: 'promotions.write' }, (table) => {
    table.comment('Goods for which a promotion is never given, whatever its other lists say.');
    table.bigInteger('promotion_id').notNullable().comment('Promotion that is not given for them.');
    table.bigInteger('product_id').comment('This product.');
    table.bigInteger('category_id').comment('Products of this category and of those below it.');
    table.bigInteger('attribute_id').comment('Products that have this attribute.');
    table.check(
      'num_nonnulls(product_id, category_id, attribute_id) = 1',
      [],
      'ck_mkt_promotion_exclusions_one',
    );
    tenantForeign(table, 'promotion_id', 'mkt_promotions', { index: false }).onDelete('CASCADE');
    tenantForeign(table, 'product_id', 'product').onDelete('CASCADE');
    tenantForeign(table, 'category_id', 'category').onDelete('CASCADE');
    tenantForeign(table, 'attribute_id', 'product_attribute').onDelete('CASCADE');
  });
  await knex.raw(`
    CREATE UNIQUE INDEX uq_mkt_promotion_exclusions_thing ON mkt_promotion_exclusions
      (tenant_id, promotion_id, product_id, category_id, attribute_id) NULLS NOT DISTINCT
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('mkt_promotion_exclusions');
  for (const { name } of LISTS.toReversed()) await knex.schema.dropTable(name);
}

const LISTS = [
  {
    name: 'mkt_promotion_products',
    column: 'product_id',
    parent: 'product',
    comment: 'A product for which a promotion is given. Without any list it is given for all goods.',
  },
  {
    name: 'mkt_promotion_categories',
    column: 'category_id',
    parent: 'category',
    comment: 'A category for whose products, and those of the categories below it, a promotion is given.',
  },
  {
    name: 'mkt_promotion_attributes',
    column: 'attribute_id',
    parent: 'product_attribute',
    comment: 'An attribute for whose products a promotion is given.',
  },
];
