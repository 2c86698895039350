import { disarmTenant } from '@erp/kit/disarm';

/** What of logs acts outside: nothing; it records what others did. */
export const disarm = disarmTenant({
  logs_webhook: { harmless: 'The record of calls that were made; nothing calls by it.' },
});
