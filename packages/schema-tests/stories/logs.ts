import type { Story } from './cast.ts';

export const story: Story = {
  domain: 'logs',
  title:
    'a delivery is handled once, a trouble is one alert until somebody ends it, and nothing tells a secret',
  async tell({ owner, manager }) {
    const accept = () =>
      owner.calls<boolean>('accept_delivery', { sent_by: 'shop', delivery_id: 'order 17' });
    expect([await accept(), await accept()]).toEqual([true, false]);
    await owner.calls('log_webhook', {
      direction: 'in',
      endpoint: 'https://example.com/hook?token=secret',
      sent_by: 'shop',
      request: { order: 17, password: 'secret' },
      response: {},
      status: 200,
      delivery_id: 'order 17',
    });
    const calls = await owner.sees('logs_webhook', { sent_by: 'shop' });
    expect(calls).toHaveLength(1);
    expect(JSON.stringify(calls)).not.toContain('secret');

    const raise = () =>
      owner.calls('raise_alert', {
        key: 'low_stock',
        entity_type: 'inventory',
        entity_id: 1,
        details: { left: 2 },
        severity: 'high',
      });
    const alert = await raise();
    expect(await raise()).toBe(alert);
    await manager.calls('acknowledge_alert', { alert_id: alert, note: 'Ordered some.' });
    await manager.calls('resolve_alert', { alert_id: alert, notes: 'They came.' });
    expect(await manager.sees('alerts', { id: alert })).toMatchObject([
      { status: 'resolved', occurrences: 2, resolved_by: manager.id },
    ]);
    expect(await raise()).not.toBe(alert);
  },
};
