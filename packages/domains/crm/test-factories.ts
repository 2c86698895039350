import { type RowMaker, testFactory } from '@erp/kit/test-factory';
import { call } from '@erp/testing/calls';
import { customers as demoCustomers } from './factories/customers.ts';
import { leads as demoLeads } from './factories/leads.ts';
import { personalAddresses } from './factories/personal-addresses.ts';
import { personalContacts } from './factories/personal-contacts.ts';
import { personalJourney } from './factories/personal-journey.ts';
import { personalKeys } from './factories/personal-keys.ts';
import { personalProfiles } from './factories/personal-profiles.ts';
import { potentials } from './factories/potential.ts';
import { reengageBatchesStats } from './factories/reengage-batches-stats.ts';
import { reengagePersonalKeys } from './factories/reengage-personal-keys.ts';
import { reengagedBatches } from './factories/reengaged-batches.ts';

/** People of whom nothing is known but that they are there. */
export const people = testFactory(personalKeys, {
  columns: [],
  children: {
    contacts: { of: (): RowMaker => contacts, by: 'personal_key_id' },
    addresses: { of: (): RowMaker => addresses, by: 'personal_key_id' },
    leads: { of: (): RowMaker => leads, by: 'personal_key_id' },
  },
});

/** Ways to reach a person. */
export const contacts = testFactory(personalContacts, {
  columns: ['contact_type', 'contact_value'],
  parents: { personal_key_id: () => people },
  traits: { primary: { is_primary: true } },
});

/** Where people live. */
export const addresses = testFactory(personalAddresses, {
  columns: ['type', 'address_line1', 'city', 'country', 'postal_code'],
  parents: { personal_key_id: () => people },
});

/** What is written down about people. */
export const profiles = testFactory(personalProfiles, {
  columns: [],
  parents: { personal_key_id: () => people },
});

/** How people met us. */
export const touchpoints = testFactory(personalJourney, {
  columns: ['summary_text'],
  parents: { personal_key_id: () => people },
});

/** What people may buy, still open. */
export const opportunities = testFactory(potentials, {
  columns: [],
  parents: { personal_key_id: () => people },
  traits: { won: { status: 'won', stage: 'closed' } },
});

/** Enquiries, new ones unless they are taken further. */
export const leads = testFactory(demoLeads, {
  columns: ['source'],
  parents: { personal_key_id: () => people },
  traits: { referred: { source: 'referral' } },
  milestones: {
    contacted: (trx, lead) => call(trx, 'transition_lead', lead.id, 'contacted'),
    qualified: (trx, lead) => call(trx, 'transition_lead', lead.id, 'qualified'),
    converted: (trx, lead) => call(trx, 'convert_lead', lead.id),
  },
});

/** People who bought: each was a lead that was converted. */
export const customers = testFactory(demoCustomers, {
  columns: ['source'],
  parents: { personal_key_id: () => people },
  through: {
    takes: ['personal_key_id', 'source'],
    call: async (trx, columns) => call<string>(trx, 'convert_lead', (await leads.create(trx, columns)).id),
  },
});

/** Groups of former buyers who are to be won back. */
export const batches = testFactory(reengagedBatches, {
  columns: ['batch_name'],
  defaults: { currency_code: 'EUR' },
  children: { members: { of: (): RowMaker => batchMembers, by: 'batch_id' } },
});

/** The people of a batch. */
export const batchMembers = testFactory(reengagePersonalKeys, {
  columns: [],
  parents: { batch_id: () => batches, personal_key_id: () => people },
});

/** Days of a batch; which one has to be told apart by `snapshot_date`. */
export const batchDays = testFactory(reengageBatchesStats, {
  columns: ['snapshot_date'],
  parents: { batch_id: () => batches },
});
