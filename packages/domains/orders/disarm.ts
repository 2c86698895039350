import { disarmTenant } from '@erp/kit/disarm';

/** What of orders acts outside: nothing. */
export const disarm = disarmTenant({
  order_meta_crm: { harmless: 'A follow-up that is scheduled is work for somebody, and is sent by nobody.' },
});
