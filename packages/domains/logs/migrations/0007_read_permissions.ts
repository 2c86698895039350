import { openReading, requireReadPermission } from '@erp/kit/read-permission';
import type { Knex } from 'knex';

/** Notes and alerts carry words about people: they ask a permission. The logs ask theirs once per statement. */
export async function up(knex: Knex): Promise<void> {
  for (const table of LOGS) await requireReadPermission(knex, table, ['logs.read']);
  for (const table of ALERTS) {
    await requireReadPermission(knex, table, ['alerts.read', 'alerts.raise', 'alerts.manage']);
  }
  await requireReadPermission(knex, 'notes', ['notes.read', 'notes.write', 'notes.manage']);
}

export async function down(knex: Knex): Promise<void> {
  await openReading(knex, 'notes');
  for (const table of ALERTS) await openReading(knex, table);
  for (const table of LOGS) {
    await knex.raw(
      `ALTER POLICY ${table}_select ON ${table}
        USING (tenant_id = app.current_tenant_id() AND app.has_permission('logs.read'))`,
    );
  }
}

const LOGS = ['logs_human', 'logs_system', 'logs_webhook', 'logs_webhook_deliveries'];
const ALERTS = ['alerts', 'alert_events'];
