import { platformPages } from '@erp/channels/factories/platform-pages';
import { customers } from '@erp/crm/factories/customers';
import { orderNumber } from '@erp/demo-world/order-number';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { stores } from '@erp/system/factories/stores';
import { pageOf } from '../demo/order-page.ts';
import { ENDINGS, NOTES, placedSale, since } from '../demo/placed-sales.ts';
import { changedAt, saleCount } from '../demo/sales.ts';
import { reasonFor } from '../demo/status-reasons.ts';
import { say } from '../demo/texts/words.ts';
import '../tables.ts';

/** Order headers with sums that equal their lines and payments. */
export const orders = factory('orders', {
  count: saleCount,
  story: placedSale,
  parents: { customer_id: () => customers },
  alone: {
    store_id: null,
    channel_platform_page_id: null,
    shipping_address_id: null,
    billing_address_id: null,
    subtotal: 0,
    discount_amount: 0,
    tax_amount: 0,
    total_paid: 0,
    total_refunded: 0,
  },
  cells: {
    order_number: (sale) => (sale.status === 'draft' ? null : orderNumber(sale.number)),
    status: (sale) => sale.status,
    status_note: (sale, _draw, tenant) => say(tenant, reasonFor(tenant, sale.number)(sale.status)),
    ordered_at: (sale) => time(sale.orderedAt),
    customer_id: (sale) => customers.id(sale.customer),
    store_id: (sale, draw) => (sale.origin === 'counter' ? stores.id(draw.integer(0, 2)) : null),
    channel_platform_page_id: (sale, _draw, tenant) => {
      const page = pageOf(tenant, sale.number)(sale);
      return page === undefined ? null : platformPages.id(page);
    },
    // What a member writes comes from no shop.
    source_platform: (sale) => (sale.origin === 'web' ? 'web_shop' : null),
    external_order_id: (sale) => (sale.origin === 'web' ? `W${sale.number + 1}` : null),
    shipping_address_id: (sale) => sale.addressId,
    billing_address_id: (sale) => sale.billingId,
    shipping_address: (sale) => sale.address,
    billing_address: (sale) => sale.billing,
    customer_notes: (_sale, draw, tenant) => {
      if (!draw.chance(0.08)) return null;
      const note = say(tenant, draw.pick(NOTES));
      return draw.chance(0.7) ? `${note} ${say(tenant, draw.pick(ENDINGS))}` : note;
    },
    currency_code: (_sale, _draw, tenant) => tenant.currency,
    subtotal: (sale) => money(sale.subtotal),
    discount_amount: (sale) => money(sale.discount),
    tax_amount: (sale) => money(sale.tax),
    total_paid: (sale) => money(sale.paid),
    total_refunded: (sale) => money(sale.refunded),
    placement_key: (sale) => (sale.status === 'draft' ? null : `demo-${sale.number + 1}`),
    confirmed_at: since('confirmed'),
    shipped_at: since('shipped'),
    delivered_at: since('delivered'),
    completed_at: since('completed'),
    cancelled_at: since('cancelled'),
    created_by: (sale) => sale.staff,
    updated_by: (sale) => sale.path.at(-1)?.by ?? null,
    created_at: (sale) => time(sale.orderedAt),
    updated_at: (sale) => time(changedAt(sale)),
  },
  traits: {
    draft: {
      order_number: null,
      status: 'draft',
      placement_key: null,
      confirmed_at: null,
      shipped_at: null,
      delivered_at: null,
      completed_at: null,
      cancelled_at: null,
      subtotal: 0,
      discount_amount: 0,
      tax_amount: 0,
      total_paid: 0,
      total_refunded: 0,
    },
  },
});
