import {
  authorship,
  code,
  createTenantTable,
  jsonObject,
  memberForeign,
  tenantForeign,
  tenantRoot,
} from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What a tenant wants to be told of, what it was told, and what became of it. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'alert_keys', { write: 'alerts.manage' }, (table) => {
    table.comment('A kind of alert of one tenant; made on first use, and then the tenant’s to change.');
    table.text('key').notNullable().comment('Code that functions raise it by, e.g. low_stock.');
    table.text('alert_name').notNullable().comment('Name for people.');
    code(table, 'severity', SEVERITIES).notNullable().defaultTo('medium');
    table.text('category').comment('Code of the field that it belongs to, e.g. inventory.');
    table.text('description').comment('What it means and what to do about it.');
    table
      .text('notification_template')
      .comment('Text of the message, with {entity_type}, {entity_id} and the like.');
    table
      .specificType('auto_resolve_after', 'interval')
      .comment(
        'An alert that is not raised again for so long is over; empty means that somebody must say so.',
      );
    table.boolean('active').notNullable().defaultTo(true).comment('Whether it is raised at all.');
    table.check("key ~ '^[a-z][a-z0-9_]*$'", [], 'ck_alert_keys_key');
    table.check("btrim(alert_name) <> ''", [], 'ck_alert_keys_alert_name');
    table.check("category ~ '^[a-z][a-z0-9_]*$'", [], 'ck_alert_keys_category');
    table.check("auto_resolve_after > interval '0'", [], 'ck_alert_keys_auto_resolve_after');
    table.unique(['tenant_id', 'key'], { indexName: 'uq_alert_keys_key' });
    authorship(table);
    tenantRoot(table);
  });

  await createTenantTable(knex, 'alerts', { write: 'alerts.manage' }, (table) => {
    table.comment('Something that somebody has to look at; of one kind and one subject one is open at most.');
    table.bigInteger('alert_key_id').notNullable().comment('Kind of the alert.');
    table.text('entity_type').notNullable().comment('Type of the subject, e.g. inventory.');
    table.bigInteger('entity_id').notNullable().comment('Number of the subject.');
    code(table, 'status', ['open', 'acknowledged', 'resolved']).notNullable().defaultTo('open');
    code(table, 'severity', SEVERITIES).notNullable().comment('That of its kind when it was raised.');
    jsonObject(table, 'details').comment('The facts of the last time that it was raised.');
    table
      .integer('occurrences')
      .notNullable()
      .defaultTo(1)
      .comment('How often it was raised since it opened.');
    table
      .timestamp('last_raised_at', { useTz: true })
      .notNullable()
      .defaultTo(knex.fn.now())
      .comment('When it was raised for the last time.');
    table
      .timestamp('expires_at', { useTz: true })
      .comment('Over by itself from here on, unless raised again.');
    table.timestamp('acknowledged_at', { useTz: true }).comment('When somebody took it on.');
    table.bigInteger('acknowledged_by').comment('Member who took it on.');
    table.timestamp('resolved_at', { useTz: true }).comment('When it was over.');
    table.bigInteger('resolved_by').comment('Member who said so; empty when it expired.');
    table.text('resolution_notes').comment('What was done about it.');
    table.bigInteger('created_by').comment('Member in whose work it was raised.');
    table.check("entity_type ~ '^[a-z][a-z0-9_]*$'", [], 'ck_alerts_entity_type');
    table.check('occurrences >= 1', [], 'ck_alerts_occurrences');
    table.check("(status = 'resolved') = (resolved_at IS NOT NULL)", [], 'ck_alerts_resolved_at');
    table.check("status <> 'acknowledged' OR acknowledged_at IS NOT NULL", [], 'ck_alerts_acknowledged_at');
    table.check('resolved_at >= created_at', [], 'ck_alerts_order_of_times');
    table.unique(['tenant_id', 'alert_key_id', 'entity_type', 'entity_id'], {
      indexName: 'uq_alerts_open',
      useConstraint: false,
      predicate: knex.whereNull('resolved_at'),
    });
    table.index(['tenant_id', 'entity_type', 'entity_id'], 'ix_alerts_entity');
    table.index(['tenant_id', 'created_at'], 'ix_alerts_created_at');
    tenantForeign(table, 'alert_key_id', 'alert_keys');
    memberForeign(table, 'acknowledged_by');
    memberForeign(table, 'resolved_by');
    memberForeign(table, 'created_by');
    tenantRoot(table);
  });

  await createTenantTable(knex, 'alert_events', { write: 'alerts.manage', appendOnly: true }, (table) => {
    table.comment('A step in the life of an alert, by whom and when; append-only.');
    table.bigInteger('alert_id').notNullable().comment('The alert.');
    code(table, 'event', ['raised', 'acknowledged', 'resolved', 'reopened', 'expired']).notNullable();
    table.bigInteger('user_id').comment('Member who did it; empty when nobody did.');
    table.text('note').comment('What was said about it.');
    tenantForeign(table, 'alert_id', 'alerts').onDelete('CASCADE');
    memberForeign(table, 'user_id');
  });
  await knex.raw(`
    REVOKE INSERT, UPDATE, DELETE ON alerts FROM erp_app;
    REVOKE INSERT ON alert_events FROM erp_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('alert_events');
  await knex.schema.dropTable('alerts');
  await knex.schema.dropTable('alert_keys');
}

const SEVERITIES = ['low', 'medium', 'high', 'critical'];
