import { type DemoTenant, staffWithRole } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { beforeStory, HOUR, time } from '@erp/kit/moment';
import { type AlertKind, alertKinds } from '../demo/alert-kinds.ts';
import { say } from '../demo/texts/words.ts';
import '../tables.ts';

/** The kinds of alerts of a tenant, one of them switched off. */
export const alertKeys = factory('alert_keys', {
  count: (tenant: DemoTenant) => alertKinds(tenant).length,
  fixed: true,
  story: (tenant, number) => {
    const kinds = alertKinds(tenant);
    return { number, kind: kinds[number % kinds.length] as AlertKind, again: number >= kinds.length };
  },
  cells: {
    key: ({ kind, again, number }) => (again ? `${kind.key}_${number + 1}` : kind.key),
    alert_name: ({ kind }, _draw, tenant) => say(tenant, kind.name),
    severity: ({ kind }) => kind.severity,
    category: ({ kind }) => kind.category,
    description: ({ kind }, _draw, tenant) => say(tenant, kind.description),
    notification_template: ({ kind }, _draw, tenant) =>
      `${say(tenant, kind.name)}: {entity_type} {entity_id}`,
    auto_resolve_after: ({ kind }) =>
      kind.endsAfterHours === undefined ? null : `${kind.endsAfterHours} hours`,
    active: ({ kind }) => kind.inactive !== true,
    created_by: (_kind, _draw, tenant) => staffWithRole(tenant, 'admin'),
    updated_by: (_kind, _draw, tenant) => staffWithRole(tenant, 'admin'),
    created_at: (_kind, _draw, tenant) => time(beforeStory(tenant)),
    updated_at: (_kind, _draw, tenant) => time(beforeStory(tenant) + 3 * HOUR),
  },
});
