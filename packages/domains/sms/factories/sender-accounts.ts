import { staffWithRole } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { beforeStory, time } from '@erp/kit/moment';
import { ACCOUNTS } from '../demo/provider-accounts.ts';
import { say } from '../demo/texts/words.ts';
import '../tables.ts';

/** Accounts at providers; their tokens are named by where the secret store keeps them. */
export const senderAccounts = factory('sms_sender_accounts', {
  count: () => ACCOUNTS.length,
  fixed: true,
  story: (_tenant, number) => ({
    number,
    ...(ACCOUNTS[number % ACCOUNTS.length] as (typeof ACCOUNTS)[number]),
  }),
  cells: {
    account_name: ({ name }, _draw, tenant) => say(tenant, name),
    provider: ({ provider }) => provider,
    account_sid: ({ number }, draw) => `AC-${number + 1}-${draw.integer(100_000, 999_999)}`,
    credential_reference: ({ key }, _draw, tenant) => `vault:sms/${tenant.slug}-${key}`,
    settings: ({ key }, _draw, tenant) => ({ region: tenant.country.toLowerCase(), role: key }),
    is_active: ({ active }) => active,
    created_by: (_account, _draw, tenant) => staffWithRole(tenant, 'admin'),
    updated_by: (_account, _draw, tenant) => staffWithRole(tenant, 'admin'),
    created_at: (_account, _draw, tenant) => time(beforeStory(tenant, 14)),
    updated_at: (_account, _draw, tenant) => time(beforeStory(tenant, 14)),
  },
});
