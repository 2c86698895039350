import { testFactory } from '@erp/kit/test-factory';
import { contacts as demoContacts } from './factories/contacts.ts';
import { senderAccounts } from './factories/sender-accounts.ts';
import { senderPhoneNumbers } from './factories/sender-phone-numbers.ts';
import { serviceAccounts } from './factories/service-accounts.ts';

/** Accounts at a provider. */
export const accounts = testFactory(senderAccounts, {
  columns: ['account_name', 'provider'],
});

/** Numbers of ours. */
export const numbers = testFactory(senderPhoneNumbers, {
  columns: ['phone_number'],
  parents: { account_id: () => accounts },
  traits: { primary: { is_primary: true } },
});

/** Purposes that messages are sent for. */
export const services = testFactory(serviceAccounts, {
  columns: ['service_name', 'service_type'],
  parents: { sender_account_id: () => accounts },
});

/** Numbers of other people, none of whom has been asked yet. */
export const contacts = testFactory(demoContacts, { columns: ['phone'] });
