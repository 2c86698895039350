import { addInputChecks, dropInputChecks, type InputChecks } from '@erp/kit/input-checks';
import type { Knex } from 'knex';

/**
 * What comes in is held to what it is: names show something, whatever white space they are made of, lines are lines
 * and fit into an index, dates are in the calendar, currencies exist.
 */
export async function up(knex: Knex): Promise<void> {
  await addInputChecks(knex, TABLES);
}

export async function down(knex: Knex): Promise<void> {
  await dropInputChecks(knex, TABLES);
}

const TABLES: Readonly<Record<string, InputChecks>> = {
  alert_events: {
    moments: ['created_at'],
  },
  alert_keys: {
    lines: {
      alert_name: 300,
    },
    codes: {
      key: 100,
    },
    moments: ['created_at', 'updated_at'],
  },
  alerts: {
    codes: {
      entity_type: 100,
    },
    moments: ['last_raised_at', 'expires_at', 'acknowledged_at', 'resolved_at', 'created_at', 'updated_at'],
  },
  logs_human: {
    codes: {
      entity_type: 100,
    },
    moments: ['created_at'],
  },
  logs_system: {
    codes: {
      entity_type: 100,
    },
    moments: ['created_at'],
  },
  logs_webhook: {
    lines: {
      endpoint: 4000,
      sent_by: 255,
      delivery_id: 255,
    },
    moments: ['created_at'],
  },
  logs_webhook_deliveries: {
    lines: {
      sent_by: 255,
      delivery_id: 255,
    },
    moments: ['created_at'],
  },
  notes: {
    words: ['content'],
    moments: ['created_at', 'updated_at'],
  },
};
