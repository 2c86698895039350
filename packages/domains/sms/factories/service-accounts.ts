import { factory } from '@erp/kit/factory';
import { beforeStory, time } from '@erp/kit/moment';
import { say } from '../demo/texts/words.ts';
import { senderAccounts } from './sender-accounts.ts';
import '../tables.ts';

const SERVICES = [
  {
    name: 'Order updates',
    type: 'transactional',
    active: true,
    about: 'Orders that were received, sent and are ready.',
  },
  { name: 'Season greetings', type: 'campaign', active: true, about: 'The large campaigns of the year.' },
  { name: 'Support desk', type: 'support', active: true, about: 'Questions and how things are liked.' },
  { name: 'Club offers', type: 'marketing', active: true, about: 'Offers for those who want them.' },
  { name: 'Shop line', type: 'conversation', active: true, about: 'Answers of the people in the shop.' },
  { name: 'Newsletter of before', type: 'marketing', active: false, about: 'Given up for the club.' },
] as const;

/** Purposes; marketing and tasks link campaigns and projects to them. */
export const serviceAccounts = factory('sms_service_accounts', {
  count: () => SERVICES.length,
  fixed: true,
  story: (_tenant, number) => ({
    number,
    ...(SERVICES[number % SERVICES.length] as (typeof SERVICES)[number]),
  }),
  parents: { sender_account_id: () => senderAccounts },
  cells: {
    sender_account_id: ({ active }) => senderAccounts.id(active ? 0 : 2),
    service_name: ({ name }, _draw, tenant) => say(tenant, name),
    service_type: ({ type }) => type,
    provider_service_sid: ({ number }, draw) => `MG-${number + 1}-${draw.integer(100_000, 999_999)}`,
    settings: ({ type }) => ({ sticky_sender: type === 'conversation' || type === 'support' }),
    is_active: ({ active }) => active,
    description: ({ about }, _draw, tenant) => say(tenant, about),
    created_at: (_service, _draw, tenant) => time(beforeStory(tenant, 13)),
    updated_at: (_service, _draw, tenant) => time(beforeStory(tenant, 13)),
  },
});
