import { disarmTenant } from '@erp/kit/disarm';

const INSIDE = 'A job moves its status when its time has come, and sends nothing.';

/** What of marketing acts outside: nothing; networks are told by hand. */
export const disarm = disarmTenant({
  mkt_campaign_activities: { harmless: INSIDE },
  mkt_promotions: { harmless: INSIDE },
});
