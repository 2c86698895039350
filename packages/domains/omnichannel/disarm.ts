import { disarmTenant } from '@erp/kit/disarm';

/** What of omnichannel acts outside: messages that wait for a network. */
export const disarm = disarmTenant({
  omnichannel_message: {
    set: {
      delivery_status: "'failed'",
      delivery_error: "'Cancelled: the tenant was copied.'",
      failed_at: 'now()',
    },
    where: "delivery_status = 'queued'",
    says: 'messages that waited are cancelled',
  },
});
