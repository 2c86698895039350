import { staffWithRole } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import '../tables.ts';

/** The account in use, and the one of the provider before. */
const ACCOUNTS = [
  { name: 'Main', code: 'main', provider: 'twilio', active: true, settings: { region: 'eu' } },
  { name: 'Former provider', code: 'former', provider: 'vonage', active: false, settings: {} },
] as const;

/** The account, counted from 0, behind a row: tests may ask for more than a tenant has. */
export function accountOf(number: number): (typeof ACCOUNTS)[number] {
  return number % 2 === 0 ? ACCOUNTS[0] : ACCOUNTS[1];
}

/** Accounts at providers. */
export const senderAccounts = factory('sms_sender_accounts', {
  count: () => ACCOUNTS.length,
  fixed: true,
  story: (_tenant, number) => ({ ...accountOf(number), number }),
  cells: {
    account_name: (account) => account.name,
    provider: (account) => account.provider,
    account_sid: (account) => `AC-demo-${account.number + 1}`,
    credential_reference: (account, _draw, tenant) => `vault:sms/${tenant.slug}-${account.code}`,
    settings: (account) => account.settings,
    is_active: (account) => account.active,
    created_by: (_account, _draw, tenant) => staffWithRole(tenant, 'admin'),
    updated_by: (_account, _draw, tenant) => staffWithRole(tenant, 'admin'),
    created_at: (_account, _draw, tenant) => time(tenant.since),
    updated_at: (_account, _draw, tenant) => time(tenant.since),
  },
});
