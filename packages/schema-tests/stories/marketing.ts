import type { Story } from './cast.ts';
import { anythingToSell } from './shop.ts';

export const story: Story = {
  domain: 'marketing',
  title: 'a campaign leads to an order with a code, and loses both again when the order is cancelled',
  async tell(cast) {
    const { manager, owner, member } = cast;
    await anythingToSell(cast, 'BAND-1', 5);
    const campaign = await manager.calls('create_campaign', {
      name: 'Spring',
      type: 'social',
      start_date: '2026-03-01',
      currency_code: 'EUR',
      details: { goals: [{ goal_text: 'Orders', target_value: 100, unit: 'orders' }] },
      idempotency_key: 'spring campaign',
    });
    const link = await manager.writes('mkt_utm_links', {
      name: 'Story',
      url: 'https://example.com/band',
      short_url: 'https://example.com/b',
      campaign_id: campaign,
      source: 'instagram',
      medium: 'story',
      campaign: 'spring',
    });
    const promotion = await manager.calls('create_promotion', {
      name: 'Ten percent',
      type: 'discount',
      currency_code: 'EUR',
      starts_at: '2026-01-01',
      rule: { discount_type: 'percentage', discount_percent: 10 },
      details: { is_auto_apply: false },
      idempotency_key: 'ten percent',
    });
    await owner.calls('transition_promotion', { promotion_id: promotion, to: 'active' });
    await manager.writes('mkt_promotion_codes', { promotion_id: promotion, code: 'SPRING', usage_limit: 1 });

    const order = await member.calls('create_order', {
      customer_id: null,
      currency_code: 'EUR',
      lines: [{ sku: 'BAND-1', quantity: 2 }],
    });
    await owner.calls('record_utm_click', { utm_link_id: link, session_key: 'visitor' });
    await owner.calls('record_utm_conversion', { order_id: order, session_key: 'visitor' });
    await member.calls('redeem_promotion', { order_id: order, code: 'spring' });
    await member.calls('place_order', { order_id: order, idempotency_key: 'two bands' });
    const figures = () => owner.sees('mkt_campaign_figures', { campaign_id: campaign });
    expect(await owner.sees('orders', { id: order })).toMatchObject([{ discount_amount: '10.00' }]);
    expect(await figures()).toMatchObject([{ clicks: '1', conversions: '1', revenue: '90.00' }]);

    await manager.calls('transition_order', { order_id: order, to: 'cancelled' });
    expect(await figures()).toMatchObject([{ clicks: '1', conversions: '0', revenue: '0' }]);
    expect(await owner.sees('mkt_promotions', { id: promotion })).toMatchObject([{ usage_count: 0 }]);
  },
};
