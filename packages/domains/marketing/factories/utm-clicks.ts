import { customers } from '@erp/crm/factories/customers';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { saleCount } from '@erp/orders/demo';
import { CLICKS, type Click, clicksAround } from '../demo/link-clicks.ts';
import { utmLinks } from './utm-links.ts';

/** Addresses that are kept free for documentation. */
const NETWORKS = ['192.0.2', '198.51.100', '203.0.113'];
const AGENTS = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64)',
  'Mozilla/5.0 (Linux; Android 15)',
];

/** Clicks around sales. */
export const utmClicks = factory('mkt_utm_clicks', {
  count: saleCount,
  story: clicksAround,
  most: CLICKS,
  rows: (clicks) => clicks,
  parents: { utm_link_id: () => utmLinks },
  alone: { customer_id: null },
  cells: {
    utm_link_id: ({ link }: Click) => utmLinks.id(link.number),
    clicked_at: ({ at }) => time(at),
    ip_address: (_click, draw) => `${draw.pick(NETWORKS)}.${draw.integer(1, 254)}`,
    user_agent: (_click, draw) => draw.pick(AGENTS),
    referrer: null,
    country_code: (_click, _draw, tenant) => tenant.country,
    session_key: ({ session }) => session,
    customer_id: ({ customer }) => (customer === undefined ? null : customers.id(customer)),
    created_at: ({ at }) => time(at),
  },
});
