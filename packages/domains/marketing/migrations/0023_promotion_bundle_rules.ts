import { amount, code, createTenantTable, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What a promotion of type `bundle` gives, and the goods of a bundle where they are fixed. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'mkt_promotion_bundle_rules',
    { write: 'promotions.write', primaryKey: ['tenant_id', 'promotion_id'] },
    (table) => {
      table.comment('What has to be bought together, and what the bundle then costs less.');
      table.bigInteger('promotion_id').notNullable().comment('Promotion that the rule belongs to.');
      code(table, 'bundle_type', ['quantity', 'amount', 'items'])
        .notNullable()
        .comment(
          'quantity: any eligible pieces. amount: goods of that value. items: those of the item list.',
        );
      table.integer('required_quantity').comment('Pieces of one bundle; the dearest go into bundles first.');
      amount(table, 'required_amount').comment('Net value from which the whole order is one bundle.');
      code(table, 'discount_type', ['percentage', 'fixed_amount', 'fixed_price'])
        .notNullable()
        .comment('Says which of the three values below is meant.');
      table.decimal('discount_percent', 7, 4).comment('Percent off the bundles.');
      amount(table, 'discount_amount').comment('Money off each bundle, net.');
      amount(table, 'bundle_price').comment('Net price of each bundle instead of that of its pieces.');
      table
        .integer('max_bundles_per_order')
        .comment('Bundles that one order gets; empty: as many as it makes.');
      table.check('required_quantity > 0', [], 'ck_mkt_promotion_bundle_rules_required_quantity');
      table.check('required_amount <> 0', [], 'ck_mkt_promotion_bundle_rules_some_required_amount');
      table.check(
        'discount_percent > 0 AND discount_percent <= 100',
        [],
        'ck_mkt_promotion_bundle_rules_discount_percent',
      );
      table.check('discount_amount <> 0', [], 'ck_mkt_promotion_bundle_rules_some_amount');
      table.check('max_bundles_per_order > 0', [], 'ck_mkt_promotion_bundle_rules_max_bundles_per_order');
      table.check(
        `(bundle_type = 'quantity') = (required_quantity IS NOT NULL)
          AND (bundle_type = 'amount') = (required_amount IS NOT NULL)`,
        [],
        'ck_mkt_promotion_bundle_rules_required',
      );
      table.check(
        `(discount_type = 'percentage') = (discount_percent IS NOT NULL)
          AND (discount_type = 'fixed_amount') = (discount_amount IS NOT NULL)
          AND (discount_type = 'fixed_price') = (bundle_price IS NOT NULL)`,
        [],
        'ck_mkt_promotion_bundle_rules_value',
      );
      table.check(
        "bundle_type <> 'amount' OR discount_type <> 'fixed_price'",
        [],
        'ck_mkt_promotion_bundle_rules_price_of_pieces',
      );
      tenantForeign(table, 'promotion_id', 'mkt_promotions', { index: false }).onDelete('CASCADE');
    },
  );

  await createTenantTable(
    knex,
    'mkt_promotion_bundle_items',
    { write: 'promotions.write', primaryKey: ['tenant_id', 'promotion_id', 'product_id'] },
    (table) => {
      table.comment('A product of which one bundle of a promotion holds so many pieces.');
      table.bigInteger('promotion_id').notNullable().comment('Promotion that sells the bundle.');
      table.bigInteger('product_id').notNullable().comment('Product in the bundle.');
      table.integer('quantity').notNullable().defaultTo(1).comment('Pieces of it in one bundle.');
      table.check('quantity > 0', [], 'ck_mkt_promotion_bundle_items_quantity');
      tenantForeign(table, 'promotion_id', 'mkt_promotions', { index: false }).onDelete('CASCADE');
      tenantForeign(table, 'product_id', 'product').onDelete('CASCADE');
    },
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('mkt_promotion_bundle_items');
  await knex.schema.dropTable('mkt_promotion_bundle_rules');
}
