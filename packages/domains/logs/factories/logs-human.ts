import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { actionsOf, MOST_ACTIONS, sessionCount } from '../demo/user-sessions.ts';
import '../tables.ts';

/** What people did since the story began, and changes that the audit saw. */
export const logsHuman = factory('logs_human', {
  count: sessionCount,
  story: (tenant: DemoTenant, number) => actionsOf(tenant, number),
  most: MOST_ACTIONS,
  rows: (entries) => entries,
  cells: {
    source: (entry) => entry.source,
    action: (entry) => entry.action,
    entity_type: (entry) => entry.entityType,
    entity_id: (entry) => entry.entityId,
    entity_key: (entry) => entry.entityKey,
    changes: (entry) => entry.changes,
    details: (entry) => entry.details,
    actor_id: (entry) => entry.actor,
    actor_role: 'erp_app',
    request_id: (entry) => entry.request,
    ip_address: (entry) => entry.ip,
    user_agent: (entry) => entry.agent,
    created_at: (entry) => time(entry.at),
  },
});
