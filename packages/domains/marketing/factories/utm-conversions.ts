import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { saleCount, saleOf } from '@erp/orders/demo';
import { orders } from '@erp/orders/factories/orders';
import { clicksAround } from '../demo/link-clicks.ts';
import { PARTNERS } from '../demo/partners.ts';
import { utmClicks } from './utm-clicks.ts';
import { utmLinks } from './utm-links.ts';

/** Sales that came of a click; one that was cancelled is no conversion any more. */
export const utmConversions = factory('mkt_utm_conversions', {
  count: saleCount,
  identity: false,
  story: clicksAround,
  rows: (clicks, tenant) =>
    clicks.slice(0, 1).flatMap(({ sale, ...click }) => {
      if (sale === undefined) return [];
      const { orderedAt, path } = saleOf(tenant, sale);
      const cancelledAt = path.find((step) => step.status === 'cancelled')?.at;
      return [{ ...click, sale, orderedAt, cancelledAt }];
    }),
  parents: { order_id: () => orders, utm_link_id: () => utmLinks },
  alone: { utm_click_id: null, clicked_at: null },
  cells: {
    order_id: ({ sale }) => orders.id(sale),
    utm_link_id: ({ link }) => utmLinks.id(link.number),
    utm_click_id: ({ sale }) => utmClicks.id(sale, 0),
    clicked_at: ({ at }) => time(at),
    converted_at: ({ orderedAt }) => time(orderedAt),
    commission_rate: ({ link }) =>
      link.partner === undefined ? null : (PARTNERS[link.partner]?.rate ?? 0).toFixed(4),
    cancelled_at: ({ cancelledAt }) => (cancelledAt === undefined ? null : time(cancelledAt)),
    created_at: ({ orderedAt }) => time(orderedAt),
  },
});
