import { commentColumns, standardColumns, uncommentColumns } from '@erp/kit/column-comments';
import type { Knex } from 'knex';

/** Says what columns mean that were left without a word. */
export async function up(knex: Knex): Promise<void> {
  await commentColumns(knex, COMMENTS);
}

export async function down(knex: Knex): Promise<void> {
  await uncommentColumns(knex, COMMENTS);
}

const COMMENTS = {
  alert_events: {
    ...standardColumns('tenant_id', 'id', 'created_at'),
    event: 'What happened to the alert; the first of each alert is raised.',
  },
  alert_keys: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    severity: 'How urgent alerts of this kind are; the tenant decides.',
  },
  alerts: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    status: 'Whether somebody still has to look: open, seen by somebody, or settled. Set by functions.',
  },
  logs_human: {
    ...standardColumns('tenant_id', 'id', 'created_at'),
    action: 'What the person did; create, update and delete come from the audit as well.',
  },
  logs_system: {
    ...standardColumns('tenant_id', 'id', 'created_at'),
    action: 'Where the work of a job or integration stood when the line was written.',
  },
  logs_webhook: {
    ...standardColumns('tenant_id', 'id', 'created_at'),
    direction: 'in: somebody called us. out: we called somebody.',
  },
  logs_webhook_deliveries: standardColumns('tenant_id', 'created_at'),
  notes: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    content: 'The note itself, in the words of its author.',
  },
};
