import { person, personOfCustomer } from '@erp/demo-world/people';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { potentialOf } from '../demo/opportunities.ts';
import { runningBatchOf } from '../demo/win-back-batches.ts';
import { leads } from './leads.ts';
import { personalKeys } from './personal-keys.ts';
import { reengagedBatches } from './reengaged-batches.ts';
import '../tables.ts';

/** People who bought. Money and rank stay empty until orders brings them. */
export const customers = factory('crm_customers', {
  count: (tenant: DemoTenant) => tenant.customers,
  story: (tenant, number) => {
    const someone = person(tenant, personOfCustomer(tenant, number));
    return {
      person: someone,
      since: someone.boughtAt as number,
      lead: someone.asked ? leads.id(someone.number) : null,
      potential: potentialOf(tenant, someone.number)?.status ?? null,
      batch: runningBatchOf(tenant, number),
    };
  },
  parents: { personal_key_id: () => personalKeys },
  alone: { first_lead_id: null, batch_id: null, lead_status: null, potential_status: null },
  cells: {
    personal_key_id: (customer) => personalKeys.id(customer.person.number),
    lead_status: (customer) => (customer.lead === null ? null : 'converted'),
    potential_status: (customer) => customer.potential,
    source: (customer) => customer.person.source,
    first_lead_id: (customer) => customer.lead,
    batch_id: (customer) => (customer.batch === undefined ? null : reengagedBatches.id(customer.batch)),
    created_at: (customer) => time(customer.since),
    updated_at: (customer) => time(customer.since),
  },
});
