import { withoutTriggers } from '@erp/kit/demo';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import type { AnyFactory } from '@erp/kit/factory';
import type { Knex } from 'knex';
import { alertEvents } from '../factories/alert-events.ts';
import { alertKeys } from '../factories/alert-keys.ts';
import { alerts } from '../factories/alerts.ts';
import { logsHuman } from '../factories/logs-human.ts';
import { logsSystem } from '../factories/logs-system.ts';
import { logsWebhook } from '../factories/logs-webhook.ts';
import { logsWebhookDeliveries } from '../factories/logs-webhook-deliveries.ts';
import { notes } from '../factories/notes.ts';
import { writeNotes } from './record-notes.ts';

/** In the order in which they are loaded. */
export const factories: readonly AnyFactory[] = [
  logsHuman,
  logsSystem,
  logsWebhook,
  logsWebhookDeliveries,
  alertKeys,
  alerts,
  alertEvents,
  notes,
];

/** Whoever changed hands for a while was changed last when the audit saw it, and signed in last when the log says. */
export async function finish(trx: Knex, tenants: readonly DemoTenant[]): Promise<void> {
  const ids = tenants.map((tenant) => tenant.id);
  await withoutTriggers(trx, ['sys_tenant_members', 'sys_users'], async () => {
    await trx.raw(CHANGED, { ids });
    await trx.raw(SIGNED_IN, { ids });
  });
}

const SIGNED_IN = `
  UPDATE sys_users u SET last_sign_in_at = l.at
  FROM (
    SELECT actor_id, max(created_at) AS at FROM logs_human
    WHERE tenant_id = ANY (:ids) AND id < 1000000000 AND action = 'login' GROUP BY 1
  ) l
  WHERE u.id = l.actor_id AND (u.last_sign_in_at IS NULL OR u.last_sign_in_at < l.at)`;

const CHANGED = `
  UPDATE sys_tenant_members m SET updated_at = l.at
  FROM (
    SELECT tenant_id, (entity_key ->> 'user_id')::bigint AS user_id, max(created_at) AS at
    FROM logs_human
    WHERE tenant_id = ANY (:ids) AND id < 1000000000 AND source = 'audit' AND entity_type = 'sys_tenant_members'
    GROUP BY 1, 2
  ) l
  WHERE m.tenant_id = l.tenant_id AND m.user_id = l.user_id AND m.updated_at < l.at`;

/** Notes follow the records of every domain. */
export const accompany = writeNotes;
