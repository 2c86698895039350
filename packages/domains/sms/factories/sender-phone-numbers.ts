import { staffWithRole } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { ownPhone } from './phones.ts';
import { senderAccounts } from './sender-accounts.ts';
import '../tables.ts';

/** Numbers of ours: for talks, for offers, one whose registration is not through, one of the former provider. */
const NUMBERS = [
  { name: 'Customer service', registration: 'not_required', account: 0, active: true },
  { name: 'News and offers', registration: 'approved', account: 0, active: true },
  { name: 'Offers, second line', registration: 'pending', account: 0, active: true },
  { name: 'Former number', registration: 'rejected', account: 1, active: false },
] as const;

/** The number for talks, and the one for offers; counted from 0. */
export const TALK_NUMBER = 0;
export const OFFER_NUMBER = 1;

/** Numbers of our own. */
export const senderPhoneNumbers = factory('sms_sender_phone_numbers', {
  count: () => NUMBERS.length,
  fixed: true,
  story: (_tenant, number) => ({
    ...(NUMBERS[number % NUMBERS.length] as (typeof NUMBERS)[number]),
    number,
  }),
  parents: { account_id: () => senderAccounts },
  cells: {
    phone_number: (line, _draw, tenant) => ownPhone(tenant, line.number),
    friendly_name: (line) => line.name,
    is_primary: (line) => line.number === TALK_NUMBER,
    is_active: (line) => line.active,
    registration_status: (line) => line.registration,
    assigned_to: (line, _draw, tenant) =>
      line.number === TALK_NUMBER ? staffWithRole(tenant, 'member') : null,
    account_id: (line) => senderAccounts.id(line.account),
    created_at: (_line, _draw, tenant) => time(tenant.since),
    updated_at: (_line, _draw, tenant) => time(tenant.since),
  },
});
