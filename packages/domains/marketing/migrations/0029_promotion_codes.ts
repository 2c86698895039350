import { createTenantTable, jsonObject, tenantForeign, uniqueAlive } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Codes that buyers name to get a promotion. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'mkt_promotion_codes', { write: 'promotions.write' }, (table) => {
    table.comment('A code that a buyer names to get a promotion: one for all, or one for each buyer.');
    table.bigInteger('promotion_id').notNullable().comment('Promotion that the code opens.');
    table
      .text('code')
      .notNullable()
      .comment('Capital letters and digits, joined by hyphens; what a buyer types is brought to that.');
    table.bigInteger('customer_id').comment('The one customer who may use it; empty: anybody.');
    table
      .integer('usage_limit')
      .comment('Orders that use it in all; empty: as many as the promotion allows.');
    table
      .integer('usage_count')
      .notNullable()
      .defaultTo(0)
      .comment('Redemptions by it that stand; kept by functions and triggers, never written by hand.');
    table
      .timestamp('starts_at', { useTz: true })
      .comment('From when, where that is later than the promotion.');
    table
      .timestamp('expires_at', { useTz: true })
      .comment('Until when, where that is before the promotion ends.');
    table.timestamp('revoked_at', { useTz: true }).comment('When it was called in; it opens nothing since.');
    jsonObject(table, 'platform_sync').comment('Keys and state of its copies at shop platforms.');
    table.timestamp('deleted_at', { useTz: true }).comment('Soft delete: the code may be given anew then.');
    table.check(
      "code ~ '^[A-Z0-9]+(-[A-Z0-9]+)*$' AND length(code) <= 64",
      [],
      'ck_mkt_promotion_codes_code',
    );
    table.check('expires_at > starts_at', [], 'ck_mkt_promotion_codes_expires_at');
    table.check('usage_limit > 0', [], 'ck_mkt_promotion_codes_usage_limit');
    table.check(
      'usage_count >= 0 AND usage_count <= coalesce(usage_limit, usage_count)',
      [],
      'ck_mkt_promotion_codes_usage_count',
    );
    uniqueAlive(table, ['code'], knex);
    // Redemptions point here with their promotion, so that theirs cannot be another one.
    table.unique(['tenant_id', 'promotion_id', 'id'], { indexName: 'uq_mkt_promotion_codes_promotion_id' });
    tenantForeign(table, 'promotion_id', 'mkt_promotions', { index: false }).onDelete('CASCADE');
    // A personal code must not become one for everybody; a code that was used is kept by its redemptions.
    tenantForeign(table, 'customer_id', 'crm_customers').onDelete('CASCADE');
  });
  await knex.raw(`
    REVOKE INSERT, UPDATE ON mkt_promotion_codes FROM erp_app;
    GRANT INSERT (tenant_id, promotion_id, code, customer_id, usage_limit, starts_at, expires_at, platform_sync),
      UPDATE (customer_id, usage_limit, starts_at, expires_at, revoked_at, platform_sync, deleted_at)
      ON mkt_promotion_codes TO erp_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('mkt_promotion_codes');
}
