import { MOST_WORKERS } from '@erp/demo-world/workers';
import { type DemoTenant, staffWithRole } from '@erp/kit/demo-tenant';

/** Workers of a tenant, as factories ask it. */
export const workerCount = () => MOST_WORKERS;

/** Who plans, judges and decides on requests. */
export function planner(tenant: DemoTenant): number | null {
  return staffWithRole(tenant, 'owner');
}

/** Who approves what the planner has judged. */
export function approver(tenant: DemoTenant): number | null {
  return staffWithRole(tenant, 'admin');
}
