import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { incidentCount, incidentOf, MOST_STEPS } from '../demo/incidents.ts';
import { alerts } from './alerts.ts';
import '../tables.ts';

/** The steps of every alert. */
export const alertEvents = factory('alert_events', {
  count: incidentCount,
  story: (tenant: DemoTenant, number) => incidentOf(tenant, number)?.steps ?? [],
  most: MOST_STEPS,
  rows: (steps) => steps,
  parents: { alert_id: () => alerts },
  cells: {
    alert_id: (step) => alerts.id(step.incident),
    event: (step) => step.event,
    user_id: (step) => step.by,
    note: (step) => step.note,
    created_at: (step) => time(step.at),
  },
});
