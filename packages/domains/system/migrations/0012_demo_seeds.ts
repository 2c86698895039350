import { createTenantTable, tenantRoot } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What `erp seed` has sown, so that it neither sows twice nor touches a tenant that it did not make. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'sys_demo_seeds',
    { write: 'system.manage', primaryKey: ['tenant_id', 'table_name'] },
    (table) => {
      table.comment('What was sown into a table for a demo tenant; a tenant without a row here is real.');
      table.text('table_name').notNullable().comment('Table that was filled.');
      table.text('domain').notNullable().comment('Domain that the table belongs to.');
      table.integer('scale').notNullable().comment('Units of the size of the tenant that are there.');
      table.bigInteger('row_count').notNullable().comment('Rows that were sown.');
      table.bigInteger('seed').notNullable().comment('Key that all values were drawn from.');
      table.date('until').notNullable().comment('Day at which the story of the rows ends.');
      table
        .text('generator')
        .notNullable()
        .comment('Fingerprint of the factories; another one draws other values.');
      table.check('scale > 0', [], 'ck_sys_demo_seeds_scale');
      table.check('row_count >= 0', [], 'ck_sys_demo_seeds_row_count');
      tenantRoot(table);
    },
  );
  // Kept by the command alone.
  await knex.raw('REVOKE INSERT, UPDATE, DELETE ON sys_demo_seeds FROM erp_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('sys_demo_seeds');
}
