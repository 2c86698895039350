import { amount, code, createTenantTable, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What a promotion of type `bogo` (buy some, get some) gives, at most one rule per promotion. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'mkt_promotion_bogo_rules',
    { write: 'promotions.write', primaryKey: ['tenant_id', 'promotion_id'] },
    (table) => {
      table.comment('Buy some, get some: how much has to be bought for how many pieces at a reduced price.');
      table.bigInteger('promotion_id').notNullable().comment('Promotion that the rule belongs to.');
      code(table, 'buy_type', ['quantity', 'amount'])
        .notNullable()
        .comment('Whether pieces or money count. Which goods count stands in the lists with side buy.');
      table.integer('buy_quantity').comment('Pieces to buy for one application.');
      amount(table, 'buy_amount').comment('Net value to buy for one application.');
      code(table, 'get_type', ['same_product', 'cheapest', 'listed'])
        .notNullable()
        .comment(
          'same_product: pieces of a product for pieces of it. cheapest: the cheapest of all that count. listed: goods listed with side get.',
        );
      table.integer('get_quantity').notNullable().defaultTo(1).comment('Pieces reduced per application.');
      table
        .decimal('get_discount_percent', 7, 4)
        .notNullable()
        .defaultTo(100)
        .comment('Percent off these pieces; 100 gives them away.');
      table
        .integer('max_applications_per_order')
        .comment('How often one order gets it; empty: as often as it buys.');
      table.check('buy_quantity > 0', [], 'ck_mkt_promotion_bogo_rules_buy_quantity');
      table.check('buy_amount <> 0', [], 'ck_mkt_promotion_bogo_rules_some_amount');
      table.check('get_quantity > 0', [], 'ck_mkt_promotion_bogo_rules_get_quantity');
      table.check(
        'get_discount_percent > 0 AND get_discount_percent <= 100',
        [],
        'ck_mkt_promotion_bogo_rules_get_discount_percent',
      );
      table.check(
        'max_applications_per_order > 0',
        [],
        'ck_mkt_promotion_bogo_rules_max_applications_per_order',
      );
      table.check(
        "(buy_type = 'quantity') = (buy_quantity IS NOT NULL) AND (buy_type = 'amount') = (buy_amount IS NOT NULL)",
        [],
        'ck_mkt_promotion_bogo_rules_value',
      );
      // Otherwise the pieces given would pay for themselves.
      table.check(
        "buy_type = 'quantity' OR get_type = 'listed'",
        [],
        'ck_mkt_promotion_bogo_rules_get_listed',
      );
      tenantForeign(table, 'promotion_id', 'mkt_promotions', { index: false }).onDelete('CASCADE');
    },
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('mkt_promotion_bogo_rules');
}
