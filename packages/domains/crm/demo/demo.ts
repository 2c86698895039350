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
export const factories = [
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
