import { person, personOfCustomer } from '@erp/demo-world/people';
import { managerFrom } from '@erp/demo-world/roster';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { DAY, time } from '@erp/kit/moment';
import { personalKeys } from './personal-keys.ts';
import '../tables.ts';

/** Merges in one unit of scale. */
const MERGES = 3;

/** Numbers of people who are no more: above all who are, below those that the database gives out by itself. */
const DROPPED_FROM = 999_000_000;

/** Some customers had been entered twice. */
export const personMerges = factory('crm_person_merges', {
  count: () => MERGES,
  story: (tenant: DemoTenant, number) => {
    const unit = Math.floor(number / MERGES);
    const customer = unit * tenant.customers + (number % MERGES) * 7;
    const kept = person(tenant, personOfCustomer(tenant, customer));
    return { number, kept, merged: managerFrom(tenant, (kept.boughtAt as number) + 2 * DAY) };
  },
  parents: { survivor_id: () => personalKeys, kept_id: { from: 'survivor_id', column: 'id' } },
  cells: {
    dropped_id: (merge) => DROPPED_FROM + merge.number,
    dropped_external_key: (merge) => `person-${merge.kept.number + 1}-twice`,
    kept_id: (merge) => personalKeys.id(merge.kept.number),
    survivor_id: (merge) => personalKeys.id(merge.kept.number),
    merged_by: ({ merged }) => merged.by,
    created_at: ({ merged }, _draw, tenant) => time(Math.min(merged.at, tenant.until)),
  },
});
