import { auditTable, createSharedTable, stopAuditingTable } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Which tables want a record of their changes. The domain logs keeps it, where it is installed. */
export async function up(knex: Knex): Promise<void> {
  await createSharedTable(
    knex,
    'sys_audited_tables',
    (table) => {
      table.comment(
        'A tenant table whose changes are recorded in logs_human. The migration that makes the table enters it here.',
      );
      table.text('table_name').notNullable().comment('Name of the table in the schema public.');
      table
        .specificType('masked_columns', 'text[]')
        .notNullable()
        .defaultTo('{}')
        .comment('Columns of which is recorded that they changed, but not from what to what.');
    },
    { primaryKey: ['table_name'] },
  );
  await knex.raw('REVOKE INSERT, UPDATE, DELETE ON sys_audited_tables FROM erp_definer, erp_service');
  for (const name of AUDITED) await auditTable(knex, name);
}

export async function down(knex: Knex): Promise<void> {
  for (const name of AUDITED) await stopAuditingTable(knex, name);
  await knex.schema.dropTable('sys_audited_tables');
}

/** Who may do what is the first thing that an auditor asks for. */
const AUDITED = ['sys_tenant_members', 'sys_roles', 'sys_role_permissions', 'sys_user_roles'];
