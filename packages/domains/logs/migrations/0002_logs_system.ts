import {
  code,
  createPartitionedTenantTable,
  dropPartitionedTenantTable,
  jsonObject,
  memberForeign,
  tenantRoot,
} from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What automation did for a tenant. */
export async function up(knex: Knex): Promise<void> {
  await createPartitionedTenantTable(
    knex,
    'logs_system',
    { write: 'logs.write', by: 'created_at', appendOnly: true, retentionMonths: 3 },
    (table) => {
      table.comment('Something that a job or an integration did; append-only.');
      code(table, 'action', ['job_started', 'job_finished', 'job_failed', 'sync', 'cleanup']).notNullable();
      table.text('entity_type').comment('Type of the record that it was about, e.g. order.');
      table.bigInteger('entity_id').comment('Number of that record.');
      table.bigInteger('user_id').comment('Member on whose behalf it ran.');
      jsonObject(table, 'details').comment('What else is worth knowing, without secrets.');
      table.text('response').comment('Outcome in words.');
      table.text('request_id').comment('Number of the request or run, the same in all logs that it left.');
      table.check("entity_type ~ '^[a-z][a-z0-9_]*$'", [], 'ck_logs_system_entity_type');
      table.check('entity_id IS NULL OR entity_type IS NOT NULL', [], 'ck_logs_system_entity');
      table.index(['tenant_id', 'created_at'], 'ix_logs_system_created_at');
      table.index(['tenant_id', 'entity_type', 'entity_id', 'created_at'], 'ix_logs_system_entity');
      memberForeign(table, 'user_id');
      tenantRoot(table);
    },
  );
  await knex.raw(`
    REVOKE INSERT ON logs_system FROM erp_app;
    ALTER POLICY logs_system_select ON logs_system
      USING (tenant_id = app.current_tenant_id() AND app.has_permission('logs.read'));
  `);
}

export async function down(knex: Knex): Promise<void> {
  await dropPartitionedTenantTable(knex, 'logs_system');
}
