import { withoutTriggers } from '@erp/kit/demo';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import type { AnyFactory } from '@erp/kit/factory';
import type { Knex } from 'knex';
import { customers } from '../factories/customers.ts';
import { leadStatusHistory } from '../factories/lead-status-history.ts';
import { leads } from '../factories/leads.ts';
import { personMerges } from '../factories/person-merges.ts';
import { personalAddresses } from '../factories/personal-addresses.ts';
import { personalContacts } from '../factories/personal-contacts.ts';
import { personalJourney } from '../factories/personal-journey.ts';
import { personalKeys } from '../factories/personal-keys.ts';
import { personalProfiles } from '../factories/personal-profiles.ts';
import { potentials } from '../factories/potential.ts';
import { potentialStatusHistory } from '../factories/potential-status-history.ts';
import { reengageBatchesStats } from '../factories/reengage-batches-stats.ts';
import { reengagePersonalKeys } from '../factories/reengage-personal-keys.ts';
import { reengagedBatches } from '../factories/reengaged-batches.ts';

/** In the order in which they are loaded: who is pointed at comes first. */
export const factories: readonly AnyFactory[] = [
  personalKeys,
  personalProfiles,
  personalAddresses,
  reengagedBatches,
  customers,
  leads,
  leadStatusHistory,
  personalContacts,
  personalJourney,
  potentials,
  potentialStatusHistory,
  reengagePersonalKeys,
  reengageBatchesStats,
  personMerges,
];

/** Opportunities of a demo that is older than their history: their past is the story's, and not what an upgrade put there. */
export async function finish(trx: Knex, tenants: readonly DemoTenant[]): Promise<void> {
  await withoutTriggers(trx, ['crm_potential_status_history'], async () => {
    await trx.raw(
      `DELETE FROM crm_potential_status_history h
       WHERE h.tenant_id = ANY (:ids) AND h.id >= 1000000000 AND h.from_status IS NULL AND EXISTS (
         SELECT FROM crm_potential_status_history s
         WHERE s.tenant_id = h.tenant_id AND s.potential_id = h.potential_id AND s.id < 1000000000)`,
      { ids: tenants.map(({ id }) => id) },
    );
  });
}
