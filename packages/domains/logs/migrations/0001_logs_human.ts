import {
  code,
  createPartitionedTenantTable,
  dropPartitionedTenantTable,
  jsonObject,
  memberForeign,
  tenantRoot,
} from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What people did, by themselves or as the audit saw it in the data. */
export async function up(knex: Knex): Promise<void> {
  await createPartitionedTenantTable(
    knex,
    'logs_human',
    { write: 'logs.write', by: 'created_at', appendOnly: true, retentionMonths: 84, retire: 'detach' },
    (table) => {
      table.comment(
        'Something that a person did, or a change of a row that the audit recorded; append-only.',
      );
      code(table, 'source', ['application', 'audit'])
        .notNullable()
        .defaultTo('application')
        .comment('audit: recorded by the triggers of an audited table; application: told by app.log_event.');
      code(table, 'action', [
        'create',
        'update',
        'delete',
        'view',
        'export',
        'login',
        'logout',
      ]).notNullable();
      table
        .text('entity_type')
        .comment('Type of the record, e.g. order; the name of the table for the audit.');
      table.bigInteger('entity_id').comment('Number of the record.');
      jsonObject(table, 'entity_key').comment(
        'Key of the record where it is no number, without the tenant, e.g. role_id and permission_id.',
      );
      jsonObject(table, 'changes').comment(
        'Changed columns: {"status": {"before": "draft", "after": "placed"}}; masked ones as "***".',
      );
      jsonObject(table, 'details').comment('What else is worth knowing, without secrets.');
      table
        .bigInteger('actor_id')
        .comment('Member who did it; empty for jobs and for the owner of the schema.');
      table.uuid('actor_user_id').comment('Login account, as the signed claims of the request named it.');
      table.text('actor_role').comment('Role of the database session, e.g. that of the application.');
      table.text('request_id').comment('Number of the request, the same in all logs that it left.');
      table.specificType('ip_address', 'inet').comment('Address that the request came from.');
      table.text('user_agent').comment('Program that the request came from.');
      table.check("entity_type ~ '^[a-z][a-z0-9_]*$'", [], 'ck_logs_human_entity_type');
      table.check('entity_id IS NULL OR entity_type IS NOT NULL', [], 'ck_logs_human_entity');
      table.index(['tenant_id', 'created_at'], 'ix_logs_human_created_at');
      table.index(['tenant_id', 'entity_type', 'entity_id', 'created_at'], 'ix_logs_human_entity');
      table.index(['tenant_id', 'actor_id', 'created_at'], 'ix_logs_human_actor_id');
      memberForeign(table, 'actor_id', { index: false });
      tenantRoot(table);
    },
  );
  // Written by functions alone, so that nobody tells the audit what it has seen; read by those who may.
  await knex.raw(`
    REVOKE INSERT ON logs_human FROM erp_app;
    ALTER POLICY logs_human_select ON logs_human
      USING (tenant_id = app.current_tenant_id() AND app.has_permission('logs.read'));
  `);
}

export async function down(knex: Knex): Promise<void> {
  await dropPartitionedTenantTable(knex, 'logs_human');
}
