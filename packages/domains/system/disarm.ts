import { disarmTenant } from '@erp/kit/disarm';

/** What of system acts outside: a link in a letter lets its reader in. */
export const disarm = disarmTenant({
  sys_tenant_invitations: {
    set: { revoked_at: 'now()' },
    where: 'accepted_at IS NULL AND revoked_at IS NULL',
    says: 'open invitations are revoked',
  },
});
