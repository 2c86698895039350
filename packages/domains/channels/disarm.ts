import { disarmTenant } from '@erp/kit/disarm';

/** What of channels acts outside: pages that post and answer with a token of the network. */
export const disarm = disarmTenant({
  channels_platforms: {
    set: { status: "'inactive'" },
    where: "status <> 'inactive'",
    says: 'networks are inactive',
  },
  channels_platform_pages: {
    set: {
      status: "'inactive'",
      connection_state: "'not_connected'",
      credential_reference: 'NULL',
      token_expires_at: 'NULL',
    },
    where:
      "status <> 'inactive' OR connection_state <> 'not_connected' OR num_nonnulls(credential_reference, token_expires_at) > 0",
    says: 'pages of networks are inactive and without a token',
  },
});
