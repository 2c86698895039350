import {
  code,
  createPartitionedTenantTable,
  createTenantTable,
  dropPartitionedTenantTable,
  jsonObject,
  tenantRoot,
} from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Calls of webhooks in both directions, and the deliveries that were taken, each once. */
export async function up(knex: Knex): Promise<void> {
  await createPartitionedTenantTable(
    knex,
    'logs_webhook',
    { write: 'logs.write', by: 'created_at', appendOnly: true, retentionMonths: 3 },
    (table) => {
      table.comment('One call of a webhook, received or sent, every attempt for itself; append-only.');
      code(table, 'direction', ['in', 'out']).notNullable();
      table.text('endpoint').notNullable().comment('Address that was called, without its query.');
      table.text('sent_by').notNullable().comment('System that called: the other one, or a part of ours.');
      table
        .text('delivery_id')
        .comment('Number that the sender gave to the delivery; the same for each attempt.');
      table.integer('attempt').notNullable().defaultTo(1).comment('Which try it was, counted from 1.');
      jsonObject(table, 'request_data').comment('What was sent, without secrets.');
      jsonObject(table, 'response_data').comment('What was answered, without secrets.');
      table.integer('status').comment('HTTP status of the answer; empty when there was none.');
      table.text('error').comment('Why there was no answer.');
      table.integer('duration_ms').comment('Time until the answer, in milliseconds.');
      table.text('request_id').comment('Number of the request, the same in all logs that it left.');
      table.check("btrim(endpoint) <> '' AND strpos(endpoint, chr(63)) = 0", [], 'ck_logs_webhook_endpoint');
      table.check("btrim(sent_by) <> ''", [], 'ck_logs_webhook_sent_by');
      table.check("btrim(delivery_id) <> ''", [], 'ck_logs_webhook_delivery_id');
      table.check('attempt >= 1', [], 'ck_logs_webhook_attempt');
      table.check('status BETWEEN 100 AND 599', [], 'ck_logs_webhook_status');
      table.check('duration_ms >= 0', [], 'ck_logs_webhook_duration_ms');
      table.index(['tenant_id', 'created_at'], 'ix_logs_webhook_created_at');
      table.index(['tenant_id', 'sent_by', 'delivery_id'], 'ix_logs_webhook_delivery_id');
      tenantRoot(table);
    },
  );
  await knex.raw(`
    REVOKE INSERT ON logs_webhook FROM erp_app;
    ALTER POLICY logs_webhook_select ON logs_webhook
      USING (tenant_id = app.current_tenant_id() AND app.has_permission('logs.read'));
  `);

  await createTenantTable(
    knex,
    'logs_webhook_deliveries',
    { write: 'logs.write', appendOnly: true, primaryKey: ['tenant_id', 'sent_by', 'delivery_id'] },
    (table) => {
      table.comment(
        'A delivery that was taken, so that it is not taken twice: a key cannot be unique over the months of logs_webhook.',
      );
      table.text('sent_by').notNullable().comment('System that delivered.');
      table.text('delivery_id').notNullable().comment('Number that it gave to the delivery.');
      table.check("btrim(sent_by) <> ''", [], 'ck_logs_webhook_deliveries_sent_by');
      table.check("btrim(delivery_id) <> ''", [], 'ck_logs_webhook_deliveries_delivery_id');
      table.index(['tenant_id', 'created_at'], 'ix_logs_webhook_deliveries_created_at');
      tenantRoot(table);
    },
  );
  await knex.raw(`
    REVOKE INSERT ON logs_webhook_deliveries FROM erp_app;
    ALTER POLICY logs_webhook_deliveries_select ON logs_webhook_deliveries
      USING (tenant_id = app.current_tenant_id() AND app.has_permission('logs.read'));
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('logs_webhook_deliveries');
  await dropPartitionedTenantTable(knex, 'logs_webhook');
}
