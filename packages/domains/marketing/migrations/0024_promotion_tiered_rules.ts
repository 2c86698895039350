import { amount, code, createTenantTable, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** The steps of a promotion of type `tiered`. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'mkt_promotion_tiered_rules',
    { write: 'promotions.write', primaryKey: ['tenant_id', 'promotion_id', 'tier_level'] },
    (table) => {
      table.comment(
        'A step of a tiered promotion. An order gets the highest step that it reaches, and that alone.',
      );
      table.bigInteger('promotion_id').notNullable().comment('Promotion that the step belongs to.');
      table.integer('tier_level').notNullable().comment('Place among the steps, the lowest first.');
      code(table, 'threshold_type', ['quantity', 'amount']).notNullable();
      table.integer('threshold_quantity').comment('Eligible pieces from which the step is reached.');
      amount(table, 'threshold_amount').comment(
        'Net value of eligible goods from which the step is reached.',
      );
      code(table, 'discount_type', ['percentage', 'fixed_amount']).notNullable();
      table.decimal('discount_percent', 7, 4).comment('Percent off the eligible lines.');
      amount(table, 'discount_amount').comment('Money off in all, net, spread over the eligible lines.');
      table.check('tier_level > 0', [], 'ck_mkt_promotion_tiered_rules_tier_level');
      table.check('threshold_quantity > 0', [], 'ck_mkt_promotion_tiered_rules_threshold_quantity');
      table.check(
        'discount_percent > 0 AND discount_percent <= 100',
        [],
        'ck_mkt_promotion_tiered_rules_discount_percent',
      );
      table.check('discount_amount <> 0', [], 'ck_mkt_promotion_tiered_rules_some_amount');
      table.check(
        `(threshold_type = 'quantity') = (threshold_quantity IS NOT NULL)
          AND (threshold_type = 'amount') = (threshold_amount IS NOT NULL)`,
        [],
        'ck_mkt_promotion_tiered_rules_threshold',
      );
      table.check(
        `(discount_type = 'percentage') = (discount_percent IS NOT NULL)
          AND (discount_type = 'fixed_amount') = (discount_amount IS NOT NULL)`,
        [],
        'ck_mkt_promotion_tiered_rules_value',
      );
      tenantForeign(table, 'promotion_id', 'mkt_promotions', { index: false }).onDelete('CASCADE');
    },
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('mkt_promotion_tiered_rules');
}
