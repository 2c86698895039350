import { approvedAbsencesOf } from '@erp/demo-world/time-off';
import { workersOf } from '@erp/demo-world/workers';
import { type DemoTenant, staffWithRole } from '@erp/kit/demo-tenant';

/** When the managers of tenants are on leave, and who stands in for them then, as bindings of `presentManager`. */
export function leaveOfManagers(tenants: readonly DemoTenant[]) {
  const away = tenants.flatMap((tenant) => {
    const manager = staffWithRole(tenant, 'manager');
    const worker = workersOf(tenant).find(({ userId }) => userId === manager);
    const owner = staffWithRole(tenant, 'owner');
    return worker === undefined
      ? []
      : approvedAbsencesOf(tenant, worker.number).map(({ start, end }) => ({
          id: tenant.id,
          owner,
          start,
          end,
        }));
  });
  return {
    away: away.map(({ id }) => id),
    away_from: away.map(({ start }) => new Date(start).toISOString()),
    away_until: away.map(({ end }) => new Date(end).toISOString()),
    stand_ins: away.map(({ owner }) => owner),
  };
}

/** The manager, as SQL, or the owner while the manager is on leave. */
export const presentManager = (tenant: string, manager: string, moment: string) => `coalesce((
      SELECT a.stand_in
      FROM unnest(:away::bigint[], :away_from::timestamptz[], :away_until::timestamptz[], :stand_ins::bigint[])
        AS a (tenant_id, since_at, until_at, stand_in)
      WHERE a.tenant_id = ${tenant} AND ${moment} >= a.since_at AND ${moment} < a.until_at), ${manager})`;
