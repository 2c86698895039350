import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { deedsOf, MOST_DEEDS, visitCount } from '../demo/user-sessions.ts';
import '../tables.ts';

/** What people did since the story began, and changes that the audit saw. */
export const logsHuman = factory('logs_human', {
  count: visitCount,
  story: (tenant: DemoTenant, number) => deedsOf(tenant, number),
  most: MOST_DEEDS,
  rows: (deeds) => deeds,
  cells: {
    source: (deed) => deed.source,
    action: (deed) => deed.action,
    entity_type: (deed) => deed.entityType,
    entity_id: (deed) => deed.entityId,
    entity_key: (deed) => deed.entityKey,
    changes: (deed) => deed.changes,
    details: (deed) => deed.details,
    actor_id: (deed) => deed.actor,
    actor_role: 'erp_app',
    request_id: (deed) => deed.request,
    ip_address: (deed) => deed.ip,
    user_agent: (deed) => deed.agent,
    created_at: (deed) => time(deed.at),
  },
});
