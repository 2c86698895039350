import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { type Incident, incidentCount, incidentOf, type Step } from '../demo/incidents.ts';
import { alertKeys } from './alert-keys.ts';
import '../tables.ts';

/** An alert with the steps that count: those since it was opened for the last time. */
interface Standing {
  readonly incident: Incident;
  readonly raised: Step;
  readonly acknowledged: Step | undefined;
  readonly ended: Step | undefined;
  readonly last: Step;
}

function standingOf(incident: Incident): Standing {
  const { steps } = incident;
  const sinceOpened = steps.slice(steps.findLastIndex((step) => step.event === 'reopened') + 1);
  const last = steps.at(-1) as Step;
  return {
    incident,
    raised: steps[0] as Step,
    acknowledged: sinceOpened.find((step) => step.event === 'acknowledged'),
    ended: last.event === 'resolved' || last.event === 'expired' ? last : undefined,
    last,
  };
}

/** Alerts on jobs that failed, on deliveries that were given up and on stores, in every state. */
export const alerts = factory('alerts', {
  count: incidentCount,
  story: (tenant: DemoTenant, number) => incidentOf(tenant, number),
  rows: (incident): readonly Standing[] => (incident === undefined ? [] : [standingOf(incident)]),
  parents: { alert_key_id: () => alertKeys },
  cells: {
    alert_key_id: ({ incident }) => alertKeys.id(incident.kindIndex),
    entity_type: ({ incident }) => incident.entityType,
    entity_id: ({ incident }) => incident.entityId,
    status: ({ ended, acknowledged }) =>
      ended !== undefined ? 'resolved' : acknowledged !== undefined ? 'acknowledged' : 'open',
    severity: ({ incident }) => incident.kind.severity,
    details: ({ incident }) => incident.details,
    occurrences: ({ incident }) => incident.occurrences,
    last_raised_at: ({ incident }) => time(incident.lastRaisedAt),
    expires_at: ({ incident }) => (incident.expiresAt === undefined ? null : time(incident.expiresAt)),
    acknowledged_at: ({ acknowledged }) => (acknowledged === undefined ? null : time(acknowledged.at)),
    acknowledged_by: ({ acknowledged }) => acknowledged?.by ?? null,
    resolved_at: ({ ended }) => (ended === undefined ? null : time(ended.at)),
    resolved_by: ({ ended }) => ended?.by ?? null,
    resolution_notes: ({ ended }) => ended?.note ?? null,
    created_by: ({ raised }) => raised.by,
    created_at: ({ raised }) => time(raised.at),
    updated_at: ({ incident, last }) => time(Math.max(last.at, incident.lastRaisedAt)),
  },
  traits: {
    open: {
      status: 'open',
      acknowledged_at: null,
      acknowledged_by: null,
      resolved_at: null,
      resolved_by: null,
    },
  },
});
