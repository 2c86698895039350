import { anyStaff } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { beforeStory, time } from '@erp/kit/moment';
import { ownPhone } from '../demo/own-phones.ts';
import { say } from '../demo/texts/words.ts';
import { senderAccounts } from './sender-accounts.ts';
import '../tables.ts';

/** The numbers of a tenant: main number and support line first, as message-script.ts counts its lines. */
const NUMBERS = [
  { name: 'Main number', account: 0, primary: true, active: true, american: 'approved' },
  { name: 'Support line', account: 0, primary: false, active: true, american: 'approved' },
  { name: 'Fallback', account: 1, primary: true, active: true, american: 'pending' },
  { name: 'Number of before', account: 2, primary: false, active: false, american: 'rejected' },
] as const;

/** Numbers of our own, active and not, registered as far as the carriers of the country ask for it. */
export const senderPhoneNumbers = factory('sms_sender_phone_numbers', {
  count: () => NUMBERS.length,
  fixed: true,
  story: (_tenant, number) => ({
    number,
    ...(NUMBERS[number % NUMBERS.length] as (typeof NUMBERS)[number]),
  }),
  parents: { account_id: () => senderAccounts },
  alone: { assigned_to: null },
  cells: {
    phone_number: ({ number }, _draw, tenant) => ownPhone(tenant, number),
    friendly_name: ({ name }, _draw, tenant) => say(tenant, name),
    is_primary: ({ primary }) => primary,
    is_active: ({ active }) => active,
    // Carriers in the United States ask for it.
    registration_status: ({ american }, _draw, tenant) =>
      tenant.country === 'US' ? american : 'not_required',
    assigned_to: ({ number }, draw, tenant) => (number === 1 ? anyStaff(tenant, draw) : null),
    account_id: ({ account }) => senderAccounts.id(account),
    created_at: (_number, _draw, tenant) => time(beforeStory(tenant, 13)),
    updated_at: (_number, _draw, tenant) => time(beforeStory(tenant, 13)),
  },
});
