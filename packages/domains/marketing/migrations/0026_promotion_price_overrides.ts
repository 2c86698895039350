import { createTenantTable, tenantForeign, unitPrice } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** The prices of a promotion of type `price_override`. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'mkt_promotion_price_overrides', { write: 'promotions.write' }, (table) => {
    table.comment(
      'Price of a product or variant while a promotion runs. Both keep their own, so nothing has to be restored.',
    );
    table.bigInteger('promotion_id').notNullable().comment('Promotion that sets the price.');
    table.bigInteger('product_id').notNullable().comment('Product that costs it.');
    table
      .bigInteger('product_variant_id')
      .comment(
        'The one variant of it; empty: the product and all variants that have no price of their own here.',
      );
    unitPrice(table, 'override_price')
      .notNullable()
      .comment('Net price of one piece, in the currency of the promotion.');
    table.index(
      ['tenant_id', 'product_id', 'product_variant_id'],
      'ix_mkt_promotion_price_overrides_product_variant_id',
    );
    tenantForeign(table, 'promotion_id', 'mkt_promotions', { index: false }).onDelete('CASCADE');
    tenantForeign(table, 'product_id', 'product', { index: false }).onDelete('CASCADE');
    table
      .foreign(
        ['tenant_id', 'product_id', 'product_variant_id'],
        'fk_mkt_promotion_price_overrides_product_variant_id',
      )
      .references(['tenant_id', 'parent_product_id', 'id'])
      .inTable('product_variant')
      .deferrable('immediate')
      .onDelete('CASCADE');
  });
  await knex.raw(`
    ALTER TABLE mkt_promotion_price_overrides ADD CONSTRAINT uq_mkt_promotion_price_overrides_promotion_id
      UNIQUE NULLS NOT DISTINCT (tenant_id, promotion_id, product_id, product_variant_id)
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('mkt_promotion_price_overrides');
}
