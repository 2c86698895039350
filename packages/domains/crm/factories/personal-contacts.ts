import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { factory } from '@erp/kit/factory';
import { HOUR, time } from '@erp/kit/moment';
import { asciiOf, exampleEmail, fictionalPhone } from '@erp/kit/words';
import { leads } from './leads.ts';
import { type Person, person, personCount } from './people.ts';
import { personalKeys } from './personal-keys.ts';
import '../tables.ts';

interface Contact {
  readonly person: Person;
  readonly type: 'email' | 'phone' | 'messaging';
  readonly value: string;
  readonly primary: boolean;
  readonly verified: boolean;
}

/** The handles of a person; the first one is preferred. */
export const contactsOf = keyed(
  'crm_personal_contacts.handles',
  (draw, tenant, number): readonly Contact[] => {
    const someone = person(tenant, number);
    const { firstName, lastName } = someone;
    const mail = exampleEmail(firstName, lastName, number + 1);
    const handles: Pick<Contact, 'type' | 'value'>[] = [
      { type: 'email', value: mail },
      { type: 'phone', value: fictionalPhone(tenant, draw) },
      { type: 'messaging', value: `${asciiOf(firstName)}.${number + 1}` },
    ];
    if (draw.chance(0.35)) handles.reverse();
    return handles.slice(0, draw.integer(1, 3)).map((handle, index) => ({
      ...handle,
      person: someone,
      primary: index === 0,
      verified: someone.customer !== undefined && index === 0,
    }));
  },
);

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
