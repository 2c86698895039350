import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { senderAccounts } from './sender-accounts.ts';
import '../tables.ts';

/** What texts are sent for: one service of each type, and one that has been switched off. */
const SERVICES = [
  { type: 'transactional', name: 'Order updates', about: 'Confirmations and news about a delivery.' },
  { type: 'conversation', name: 'Customer chat', about: 'Answers to questions.' },
  { type: 'support', name: 'After sales', about: 'Care, repair and complaints.' },
  { type: 'campaign', name: 'Seasonal offers', about: 'Offers of the season, to those who agreed.' },
  { type: 'marketing', name: 'News', about: 'New arrivals, to those who agreed.' },
  { type: 'marketing', name: 'Birthday vouchers', about: 'Replaced by e-mail.' },
] as const;

/** Services by their type, counted from 0. */
export const SERVICE = { transactional: 0, conversation: 1, support: 2, campaign: 3, marketing: 4 } as const;

/** Purposes that texts are sent for. Campaigns and projects are tied to them by hand. */
export const serviceAccounts = factory('sms_service_accounts', {
  count: () => SERVICES.length,
  fixed: true,
  story: (_tenant, number) => ({
    ...(SERVICES[number % SERVICES.length] as (typeof SERVICES)[number]),
    number,
  }),
  parents: { sender_account_id: () => senderAccounts },
  cells: {
    sender_account_id: () => senderAccounts.id(0),
    service_name: (service) => service.name,
    service_type: (service) => service.type,
    provider_service_sid: (service) => `MG-demo-${service.number + 1}`,
    settings: (service) => (service.type === 'transactional' ? { validity_minutes: 240 } : {}),
    is_active: (service) => service.number !== SERVICES.length - 1,
    linked_campaign_id: null,
    linked_project_id: null,
    description: (service) => service.about,
    created_at: (_service, _draw, tenant) => time(tenant.since),
    updated_at: (_service, _draw, tenant) => time(tenant.since),
  },
});
