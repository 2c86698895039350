import { kept, personalData, replaced } from '@erp/kit/personal';

/** What the tables of crm hold about people. */
export const personal = personalData({
  crm_personal_keys: {
    called: 'person',
    person: {
      external_key: replaced('identifier', "'erased:' || id"),
      erasure_hash: kept(
        'identifier',
        'An import that brings the key back must know that its person was erased.',
      ),
    },
  },
  crm_personal_contacts: {
    rows: 'removed',
    person: {
      contact_value: 'identifier',
      platform_user_id: 'identifier',
      platform_page_id: 'identifier',
      platform_profile_url: 'identifier',
    },
  },
  crm_personal_addresses: {
    rows: 'removed',
    person: {
      address_line1: 'address',
      address_line2: 'address',
      city: 'address',
      state: 'address',
      country: 'address',
      postal_code: 'address',
    },
  },
  crm_personal_profile: {
    rows: 'removed',
    person: {
      display_name: 'name',
      title: 'words',
      birth_date: 'birth',
      intention: 'words',
      notes: 'words',
      custom_attributes: 'words',
    },
  },
  crm_personal_journey: { person: { emotion: 'words', next_action: 'words', summary_text: 'words' } },
  crm_leads: { called: 'lead', person: { status_note: 'words' } },
  crm_lead_status_history: { of: ['lead_id'], person: { reason: 'words' } },
  crm_customers: { called: 'customer' },
  crm_potential: { person: { interested_products: 'words' }, none: ['idempotency_key'] },
  crm_potential_status_history: { of: ['potential_id'], person: { reason: 'words' } },
  crm_reengage_personal_keys: { person: { failure_reason: 'words', notes: 'words' } },
  crm_person_merges: {
    person: { dropped_external_key: 'identifier', removed: 'words' },
    none: ['moved'],
  },
  crm_reengaged_batches: { none: ['batch_name'] },
  crm_reengage_batches_stats: { others: { notes: 'words' } },
});
