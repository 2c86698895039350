import {
  amount,
  authorship,
  code,
  createTenantTable,
  currency,
  jsonObject,
  tenantRoot,
} from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Promotion headers. What a promotion gives stands in the rule of its type, for what in the lists below it. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'mkt_promotions', { write: 'promotions.write' }, (table) => {
    table.comment(
      'An offer to buyers: when, how often and to whom it is given. Its rule says what it gives.',
    );
    table.text('name').notNullable();
    table.text('description').comment('What buyers are told of it.');
    code(table, 'type', ['discount', 'bogo', 'bundle', 'tiered', 'free_item', 'price_override'])
      .notNullable()
      .comment('Which rule applies; fixed once the promotion has left its draft.');
    code(table, 'status', ['draft', 'scheduled', 'active', 'paused', 'ended', 'cancelled'])
      .notNullable()
      .defaultTo('draft')
      .comment(
        'scheduled and active give discounts while the clock is between start and end. By functions alone.',
      );
    table.timestamp('starts_at', { useTz: true }).notNullable().comment('From when it is given.');
    table
      .timestamp('ends_at', { useTz: true })
      .comment('Until when, this moment excluded; empty: until ended.');
    currency(table).comment(
      'ISO 4217 code of all its amounts; it is given on orders in this currency alone.',
    );
    table
      .boolean('is_auto_apply')
      .notNullable()
      .defaultTo(false)
      .comment('Given without a code; otherwise a buyer has to name one.');
    table
      .boolean('is_combinable')
      .notNullable()
      .defaultTo(false)
      .comment('May stand beside other promotions on one order, provided that they may too.');
    table
      .integer('priority')
      .notNullable()
      .defaultTo(100)
      .comment('Of several that need no code the lowest number is tried first.');
    amount(table, 'minimum_amount').comment(
      'Net value that the eligible goods of an order must have at least.',
    );
    amount(table, 'max_discount_amount').comment('Most that one order gets by it.');
    table.integer('usage_limit').comment('Orders that get it in all; empty: as many as come.');
    table
      .integer('per_customer_limit')
      .comment('Orders of one customer that get it; then the order must name one.');
    table
      .boolean('is_first_order_only')
      .notNullable()
      .defaultTo(false)
      .comment('For customers who have ordered nothing before.');
    table.text('customer_rank').comment('For customers of this tier alone, as in crm_customers.');
    table
      .integer('usage_count')
      .notNullable()
      .defaultTo(0)
      .comment('Redemptions that stand; kept by functions and triggers, never written by hand.');
    jsonObject(table, 'platform_sync').comment('Keys and state of its copies at shop platforms.');
    table
      .timestamp('deleted_at', { useTz: true })
      .comment('Soft delete: empty while the promotion is shown.');

    table.check("btrim(name) <> ''", [], 'ck_mkt_promotions_name');
    table.check('ends_at > starts_at', [], 'ck_mkt_promotions_ends_at');
    table.check('usage_limit > 0', [], 'ck_mkt_promotions_usage_limit');
    table.check('per_customer_limit > 0', [], 'ck_mkt_promotions_per_customer_limit');
    // Whoever writes: there are never more uses than the limit.
    table.check(
      'usage_count >= 0 AND usage_count <= coalesce(usage_limit, usage_count)',
      [],
      'ck_mkt_promotions_usage_count',
    );
    // Two first orders of one customer may be drafts at the same time; only a limit of one keeps them apart.
    table.check(
      'NOT is_first_order_only OR per_customer_limit = 1 AND per_customer_limit IS NOT NULL',
      [],
      'ck_mkt_promotions_is_first_order_only',
    );
    table.check("customer_rank ~ '^[a-z][a-z0-9_]*$'", [], 'ck_mkt_promotions_customer_rank');
    table.check(
      "deleted_at IS NULL OR status IN ('draft', 'ended', 'cancelled')",
      [],
      'ck_mkt_promotions_deleted_at',
    );
    table.index(['tenant_id', 'status', 'starts_at', 'id'], 'ix_mkt_promotions_status_starts_at', {
      predicate: knex.whereNull('deleted_at'),
    });
    // What is offered to every order, in the order of trying.
    table.index(['tenant_id', 'currency_code', 'priority', 'id'], 'ix_mkt_promotions_auto_apply', {
      predicate: knex.whereRaw("is_auto_apply AND status IN ('scheduled', 'active') AND deleted_at IS NULL"),
    });
    authorship(table);
    tenantRoot(table);
  });

  // Status and count are written by functions; a promotion that was ever given is kept by its redemptions.
  await knex.raw(`
    REVOKE INSERT, UPDATE ON mkt_promotions FROM erp_app;
    GRANT INSERT (tenant_id, name, description, type, starts_at, ends_at, currency_code, is_auto_apply, is_combinable,
      priority, minimum_amount, max_discount_amount, usage_limit, per_customer_limit, is_first_order_only,
      customer_rank, platform_sync, created_by, updated_by) ON mkt_promotions TO erp_app;
    GRANT UPDATE (name, description, type, starts_at, ends_at, currency_code, is_auto_apply, is_combinable, priority,
      minimum_amount, max_discount_amount, usage_limit, per_customer_limit, is_first_order_only, customer_rank,
      platform_sync, updated_by, deleted_at) ON mkt_promotions TO erp_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('mkt_promotions');
}
