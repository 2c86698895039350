import { code, createTenantTable, memberForeign, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Uses of promotions on orders, and what each line of the order got by them. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'mkt_promotion_redemptions',
    { write: 'promotions.redeem', appendOnly: true },
    (table) => {
      table.comment(
        'A promotion given on an order: the ledger of uses. A release is noted on it; nothing else changes.',
      );
      table.bigInteger('promotion_id').notNullable().comment('Promotion that was given.');
      table.bigInteger('code_id').comment('Code that opened it; empty where none was needed.');
      table.bigInteger('order_id').notNullable().comment('Order that got it.');
      table.bigInteger('customer_id').comment('Buyer at that moment, who is charged with the use.');
      table
        .decimal('discount_amount', 14, 2)
        .notNullable()
        .comment('What the order got, net, in its currency: the sum of the lines below.');
      table.timestamp('redeemed_at', { useTz: true }).notNullable().defaultTo(knex.fn.now());
      table
        .timestamp('released_at', { useTz: true })
        .comment('When the use was given back; empty while the redemption stands.');
      code(table, 'release_reason', ['withdrawn', 'order_cancelled', 'order_deleted', 'abandoned']).comment(
        'withdrawn: taken off a draft. order_cancelled, order_deleted: the order came to nothing. abandoned: a draft nobody went on with.',
      );
      table.bigInteger('created_by').comment('Member who redeemed it.');
      table.check(
        "discount_amount > 0 AND discount_amount <> 'NaN'",
        [],
        'ck_mkt_promotion_redemptions_discount_amount',
      );
      table.check(
        'released_at >= redeemed_at AND release_reason IS NOT NULL OR released_at IS NULL AND release_reason IS NULL',
        [],
        'ck_mkt_promotion_redemptions_released_at',
      );
      // Never twice for one order.
      table.unique(['tenant_id', 'order_id', 'promotion_id'], {
        indexName: 'uq_mkt_promotion_redemptions_order_id',
        useConstraint: false,
        predicate: knex.whereNull('released_at'),
      });
      // How often a customer has it, and how often it was given.
      table.index(
        ['tenant_id', 'promotion_id', 'customer_id', 'id'],
        'ix_mkt_promotion_redemptions_standing',
        {
          predicate: knex.whereNull('released_at'),
        },
      );
      table.index(
        ['tenant_id', 'promotion_id', 'redeemed_at', 'id'],
        'ix_mkt_promotion_redemptions_redeemed_at',
      );
      table.index(['tenant_id', 'promotion_id', 'code_id'], 'ix_mkt_promotion_redemptions_code_id');
      // The lines of a redemption name its order too; this key makes sure that it is the right one.
      table.unique(['tenant_id', 'order_id', 'id'], { indexName: 'uq_mkt_promotion_redemptions_of_order' });
      // Money rows: neither the promotion nor its code can go while they stand here. They go with their order.
      tenantForeign(table, 'promotion_id', 'mkt_promotions', { index: false });
      table
        .foreign(['tenant_id', 'promotion_id', 'code_id'], 'fk_mkt_promotion_redemptions_code_id')
        .references(['tenant_id', 'promotion_id', 'id'])
        .inTable('mkt_promotion_codes')
        .deferrable('immediate');
      tenantForeign(table, 'order_id', 'orders', { index: false }).onDelete('CASCADE');
      tenantForeign(table, 'customer_id', 'crm_customers').onDelete('SET NULL (customer_id)');
      memberForeign(table, 'created_by');
    },
  );

  await createTenantTable(
    knex,
    'mkt_promotion_redemption_lines',
    {
      write: 'promotions.redeem',
      appendOnly: true,
      primaryKey: ['tenant_id', 'redemption_id', 'order_item_id'],
    },
    (table) => {
      table.comment('What one line of an order got by a redemption; part of the discount of that line.');
      table.bigInteger('redemption_id').notNullable().comment('Redemption that gave it.');
      table.bigInteger('order_id').notNullable().comment('Order of both.');
      table.bigInteger('order_item_id').notNullable().comment('Line that got it.');
      table.decimal('discount_amount', 14, 2).notNullable().comment('Part of the redemption, net.');
      table.check(
        "discount_amount > 0 AND discount_amount <> 'NaN'",
        [],
        'ck_mkt_promotion_redemption_lines_discount_amount',
      );
      table.index(
        ['tenant_id', 'order_id', 'order_item_id'],
        'ix_mkt_promotion_redemption_lines_order_item_id',
      );
      table.index(
        ['tenant_id', 'order_id', 'redemption_id'],
        'ix_mkt_promotion_redemption_lines_redemption_id',
      );
      for (const [column, parent] of PARENTS) {
        table
          .foreign(['tenant_id', 'order_id', column], `fk_mkt_promotion_redemption_lines_${column}`)
          .references(['tenant_id', 'order_id', 'id'])
          .inTable(parent)
          .deferrable('immediate')
          .onDelete('CASCADE');
      }
    },
  );

  // Uses are written by app.redeem_promotion and given back by app.release_redemption, which know the limits.
  await knex.raw(`
    REVOKE INSERT ON mkt_promotion_redemptions FROM erp_app;
    REVOKE INSERT ON mkt_promotion_redemption_lines FROM erp_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('mkt_promotion_redemption_lines');
  await knex.schema.dropTable('mkt_promotion_redemptions');
}

const PARENTS = [
  ['redemption_id', 'mkt_promotion_redemptions'],
  ['order_item_id', 'order_items'],
] as const;
