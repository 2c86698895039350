/** Row types of logs, written by `pnpm types` from the migrated schema. A test holds them to it. */
import type { Inserted, Updated } from '@erp/kit/row';
import type { Knex } from 'knex';

export interface AlertEventsRow {
  tenant_id: string;
  id: string;
  alert_id: string;
  event: 'raised' | 'acknowledged' | 'resolved' | 'reopened' | 'expired';
  user_id: string | null;
  note: string | null;
  created_at: Date;
}

export interface AlertKeysRow {
  tenant_id: string;
  id: string;
  key: string;
  alert_name: string;
  severity: 'low' | 'medium' | 'high' | 'critical';
  category: string | null;
  description: string | null;
  notification_template: string | null;
  auto_resolve_after: string | null;
  active: boolean;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface AlertsRow {
  tenant_id: string;
  id: string;
  alert_key_id: string;
  entity_type: string;
  entity_id: string;
  status: 'open' | 'acknowledged' | 'resolved';
  severity: 'low' | 'medium' | 'high' | 'critical';
  details: unknown;
  occurrences: number;
  last_raised_at: Date;
  expires_at: Date | null;
  acknowledged_at: Date | null;
  acknowledged_by: string | null;
  resolved_at: Date | null;
  resolved_by: string | null;
  resolution_notes: string | null;
  created_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface LogsHumanRow {
  tenant_id: string;
  id: string;
  source: 'application' | 'audit';
  action: 'create' | 'update' | 'delete' | 'view' | 'export' | 'login' | 'logout';
  entity_type: string | null;
  entity_id: string | null;
  entity_key: unknown;
  changes: unknown;
  details: unknown;
  actor_id: string | null;
  actor_user_id: string | null;
  actor_role: string | null;
  request_id: string | null;
  ip_address: string | null;
  user_agent: string | null;
  created_at: Date;
}

export interface LogsSystemRow {
  tenant_id: string;
  id: string;
  action: 'job_started' | 'job_finished' | 'job_failed' | 'sync' | 'cleanup';
  entity_type: string | null;
  entity_id: string | null;
  user_id: string | null;
  details: unknown;
  response: string | null;
  request_id: string | null;
  created_at: Date;
}

export interface LogsWebhookRow {
  tenant_id: string;
  id: string;
  direction: 'in' | 'out';
  endpoint: string;
  sent_by: string;
  delivery_id: string | null;
  attempt: number;
  request_data: unknown;
  response_data: unknown;
  status: number | null;
  error: string | null;
  duration_ms: number | null;
  request_id: string | null;
  created_at: Date;
}

export interface LogsWebhookDeliveriesRow {
  tenant_id: string;
  sent_by: string;
  delivery_id: string;
  created_at: Date;
}

export interface NotesRow {
  tenant_id: string;
  id: string;
  entity_type:
    | 'order'
    | 'order_item'
    | 'product'
    | 'customer'
    | 'person'
    | 'lead'
    | 'shipment'
    | 'inventory'
    | 'task'
    | 'project'
    | 'campaign'
    | 'conversation';
  entity_id: string;
  content: string;
  note_type: 'internal' | 'customer' | 'system';
  is_private: boolean;
  is_pinned: boolean;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

declare module 'knex/types/tables.js' {
  interface Tables {
    alert_events: Knex.CompositeTableType<
      AlertEventsRow,
      Inserted<AlertEventsRow, 'alert_id' | 'event'>,
      Updated<AlertEventsRow>
    >;
    alert_keys: Knex.CompositeTableType<
      AlertKeysRow,
      Inserted<AlertKeysRow, 'key' | 'alert_name'>,
      Updated<AlertKeysRow>
    >;
    alerts: Knex.CompositeTableType<
      AlertsRow,
      Inserted<AlertsRow, 'alert_key_id' | 'entity_type' | 'entity_id' | 'severity'>,
      Updated<AlertsRow>
    >;
    logs_human: Knex.CompositeTableType<
      LogsHumanRow,
      Inserted<LogsHumanRow, 'action'>,
      Updated<LogsHumanRow>
    >;
    logs_system: Knex.CompositeTableType<
      LogsSystemRow,
      Inserted<LogsSystemRow, 'action'>,
      Updated<LogsSystemRow>
    >;
    logs_webhook: Knex.CompositeTableType<
      LogsWebhookRow,
      Inserted<LogsWebhookRow, 'direction' | 'endpoint' | 'sent_by'>,
      Updated<LogsWebhookRow>
    >;
    logs_webhook_deliveries: Knex.CompositeTableType<
      LogsWebhookDeliveriesRow,
      Inserted<LogsWebhookDeliveriesRow, 'sent_by' | 'delivery_id'>,
      Updated<LogsWebhookDeliveriesRow>
    >;
    notes: Knex.CompositeTableType<
      NotesRow,
      Inserted<NotesRow, 'entity_type' | 'entity_id' | 'content'>,
      Updated<NotesRow>
    >;
  }
}
