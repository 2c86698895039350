import type { Knex } from 'knex';

/** What partners have earned hangs on them: the application takes them away by deleted_at alone. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('REVOKE DELETE ON mkt_affiliates FROM erp_app');
  await knex.raw('DROP POLICY mkt_affiliates_delete ON mkt_affiliates');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(
    'CREATE POLICY mkt_affiliates_delete ON mkt_affiliates FOR DELETE TO erp_app ' +
      "USING (tenant_id = app.current_tenant_id() AND app.has_permission('marketing.delete'))",
  );
  await knex.raw('GRANT DELETE ON mkt_affiliates TO erp_app');
}
