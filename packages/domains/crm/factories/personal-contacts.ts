import { personCount } from '@erp/demo-world/people';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { HOUR, time } from '@erp/kit/moment';
import { contactsOf } from '../demo/contact-handles.ts';
import { leads } from './leads.ts';
import { personalKeys } from './personal-keys.ts';
import '../tables.ts';

/** One to three handles per person. */
export const personalContacts = factory('crm_personal_contacts', {
  count: personCount,
  story: (tenant: DemoTenant, number) => contactsOf(tenant, number),
  most: 4,
  rows: (contacts) => contacts,
  parents: { personal_key_id: () => personalKeys },
  alone: { lead_id: null, original_lead_id: null },
  cells: {
    personal_key_id: (contact) => personalKeys.id(contact.person.number),
    lead_id: (contact) => (contact.person.asked && contact.primary ? leads.id(contact.person.number) : null),
    original_lead_id: (contact) =>
      contact.person.asked && contact.primary ? leads.id(contact.person.number) : null,
    contact_type: (contact) => contact.type,
    contact_value: (contact) => contact.value,
    is_primary: (contact) => contact.primary,
    is_verified: (contact) => contact.verified,
    verified_at: (contact) => (contact.verified ? time(contact.person.knownSince + HOUR / 6) : null),
    platform_name: (contact) => (contact.type === 'messaging' ? 'facebook' : null),
    platform_user_id: (contact) => (contact.type === 'messaging' ? `fb-${contact.person.number + 1}` : null),
    created_at: (contact) => time(contact.person.knownSince),
    updated_at: (contact) => time(contact.person.knownSince),
  },
});
