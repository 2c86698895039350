import { link } from '@erp/kit/link';

const ORDERS = 'Orders depend on crm for their customer, so crm cannot depend on orders.';
const MARKETING = 'Marketing depends on crm for its customers, so crm cannot depend on marketing.';
const CHANNELS = 'A touchpoint makes sense without its page, so crm can be installed without channels.';

/** Foreign keys of crm into domains that come later or may be absent. */
export const links = [
  link({
    from: 'crm_leads.order_id',
    to: 'orders.id',
    domain: 'orders',
    onDelete: 'SET NULL',
    because: ORDERS,
  }),
  link({
    from: 'crm_potential.converted_to_order_id',
    to: 'orders.id',
    domain: 'orders',
    onDelete: 'SET NULL',
    because: ORDERS,
  }),
  link({
    from: 'crm_reengage_personal_keys.converted_order_id',
    to: 'orders.id',
    domain: 'orders',
    onDelete: 'SET NULL',
    because: ORDERS,
  }),
  link({
    from: 'crm_personal_journey.related_order_id',
    to: 'orders.id',
    domain: 'orders',
    onDelete: 'SET NULL',
    because: ORDERS,
  }),
  link({
    from: 'crm_potential.campaign_id',
    to: 'mkt_campaigns.id',
    domain: 'marketing',
    onDelete: 'SET NULL',
    because: MARKETING,
  }),
  link({
    from: 'crm_personal_journey.campaign_id',
    to: 'mkt_campaigns.id',
    domain: 'marketing',
    onDelete: 'SET NULL',
    because: MARKETING,
  }),
  link({
    from: 'crm_personal_journey.channel_platform_page_id',
    to: 'channels_platform_pages.id',
    domain: 'channels',
    onDelete: 'SET NULL',
    because: CHANNELS,
  }),
];
