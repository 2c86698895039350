import { amount, code, createTenantTable, tenantForeign, unitPrice } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What a promotion of type `discount` gives, at most one rule per promotion. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'mkt_promotion_discount_rules',
    { write: 'promotions.write', primaryKey: ['tenant_id', 'promotion_id'] },
    (table) => {
      table.comment('What a promotion of type discount takes off the eligible lines of an order.');
      table.bigInteger('promotion_id').notNullable().comment('Promotion that the rule belongs to.');
      code(table, 'discount_type', ['percentage', 'fixed_amount', 'fixed_price'])
        .notNullable()
        .comment('Says which of the three values below is meant.');
      table.decimal('discount_percent', 7, 4).comment('Percent off: 15.0000 is 15 %.');
      amount(table, 'discount_amount').comment('Money off, net.');
      unitPrice(table, 'fixed_price').comment('Net price of one piece instead of the usual one.');
      code(table, 'apply_to', ['goods', 'shipping'])
        .notNullable()
        .defaultTo('goods')
        .comment('shipping: the charges for sending; 100 percent of them is free shipping.');
      code(table, 'allocation_method', ['across', 'each'])
        .notNullable()
        .defaultTo('across')
        .comment('Of a fixed amount, across: once, spread over the lines by value. each: off every piece.');
      table.check(
        'discount_percent > 0 AND discount_percent <= 100',
        [],
        'ck_mkt_promotion_discount_rules_discount_percent',
      );
      table.check(
        `(discount_type = 'percentage') = (discount_percent IS NOT NULL)
          AND (discount_type = 'fixed_amount') = (discount_amount IS NOT NULL)
          AND (discount_type = 'fixed_price') = (fixed_price IS NOT NULL)`,
        [],
        'ck_mkt_promotion_discount_rules_value',
      );
      table.check('discount_amount <> 0', [], 'ck_mkt_promotion_discount_rules_some_amount');
      tenantForeign(table, 'promotion_id', 'mkt_promotions', { index: false }).onDelete('CASCADE');
    },
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('mkt_promotion_discount_rules');
}
