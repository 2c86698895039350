import { type Person, person } from '@erp/demo-world/people';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { personPhone } from '@erp/kit/phones';
import { asciiOf, exampleEmail } from '@erp/kit/words';

export interface Contact {
  readonly person: Person;
  readonly type: 'email' | 'phone' | 'messaging';
  readonly value: string;
  readonly primary: boolean;
  readonly verified: boolean;
}

/** The handles of a person, the preferred one first: carriers ask for the number of whoever orders. */
export const contactsOf = keyed(
  'crm_personal_contacts.handles',
  (draw, tenant, number): readonly Contact[] => {
    const someone = person(tenant, number);
    const { firstName, lastName } = someone;
    const mail = exampleEmail(firstName, lastName, number + 1);
    const phone = personPhone(tenant, number);
    const handles: Pick<Contact, 'type' | 'value'>[] = [
      { type: 'email', value: mail },
      ...(phone === undefined ? [] : [{ type: 'phone' as const, value: phone }]),
      { type: 'messaging', value: `${asciiOf(firstName)}.${number + 1}` },
    ];
    if (draw.chance(0.35)) handles.reverse();
    return handles.slice(0, draw.integer(someone.customer === undefined ? 1 : 2, 3)).map((handle, index) => ({
      ...handle,
      person: someone,
      primary: index === 0,
      verified: someone.customer !== undefined && index === 0,
    }));
  },
);

/** The handle of a type that crm has of a person; undefined where it has none. */
export function handleOf(tenant: DemoTenant, number: number, type: Contact['type']): string | undefined {
  return contactsOf(tenant, number).find((contact) => contact.type === type)?.value;
}
