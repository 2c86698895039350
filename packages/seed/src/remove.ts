import type { Session } from '@erp/engine/connection';
import type { TenantSeeds } from '@erp/kit/demo';
import type { Knex } from 'knex';
import { tableTransaction } from './table-transaction.ts';

/** A demo tenant that is there. */
export interface SeededTenant {
  readonly id: number;
  readonly slug: string;
}

/** The tenants that seeds have made, whether all of their rows are there or not. */
export async function seededTenants(session: Session): Promise<readonly SeededTenant[]> {
  const rows = await session.query<{ id: string; slug: string }>(
    `SELECT t.id, t.slug FROM sys_tenants t
     WHERE t.metadata ->> 'demo' = 'true' OR EXISTS (SELECT FROM sys_demo_seeds s WHERE s.tenant_id = t.id)
     ORDER BY t.id`,
  );
  return rows.map((row) => ({ id: Number(row.id), slug: row.slug }));
}

/**
 * Takes away demo tenants with everything that belongs to them and to nobody else, each in a transaction of its own.
 *
 * @throws {Problem} `table_locked` when another session holds a table for too long.
 * @param seeds of the domain that owns tenants.
 * @param report is told of each tenant that is gone.
 * @param waits told for whom it waits.
 * @param instead puts something in the place of a tenant, in the same transaction: a kill leaves the one or the other.
 */
export async function removeTenants(
  session: Session,
  seeds: TenantSeeds,
  tenants: readonly SeededTenant[],
  report: (tenant: SeededTenant) => void,
  waits: (who: string) => void,
  instead: (trx: Knex, tenant: SeededTenant) => Promise<void> = async () => {},
): Promise<void> {
  for (const tenant of tenants) {
    const waiting = {
      what: `Removing ${tenant.slug}`,
      next: `${tenant.slug} is as it was. When it is done, run the command again.`,
      waits,
    };
    await tableTransaction(session, waiting, async (trx) => {
      await seeds.remove(trx, tenant);
      await instead(trx, tenant);
    });
    report(tenant);
  }
}
