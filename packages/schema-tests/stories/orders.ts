import type { Story } from './cast.ts';
import { anythingToSell } from './shop.ts';

export const story: Story = {
  domain: 'orders',
  title: 'a customer orders from the catalog, pays, cancels, and gets the money back; stock is free again',
  async tell(cast) {
    const { member, manager } = cast;
    const ring = await anythingToSell(cast, 'RING-1', 10);
    const person = await member.calls('create_person', {
      contacts: [{ contact: 'grace@example.com' }],
      details: { display_name: 'Grace' },
    });
    const customer = await member.calls('create_customer', { person_id: person });
    const order = await member.calls('create_order', {
      customer_id: customer,
      currency_code: 'EUR',
      lines: [{ sku: 'RING-1', quantity: 3 }],
    });
    const number = await member.calls('place_order', { order_id: order, idempotency_key: 'cart of Grace' });
    expect(await member.calls('place_order', { order_id: order, idempotency_key: 'cart of Grace' })).toBe(
      number,
    );
    expect(await member.sees('stock', { product_id: ring })).toMatchObject([{ on_hand: 10, reserved: 3 }]);

    const payment = await member.calls('record_payment', {
      order_id: order,
      amount: 150,
      method: 'credit_card',
      idempotency_key: 'card of Grace',
    });
    await manager.calls('transition_order', { order_id: order, to: 'cancelled', note: 'Changed her mind.' });
    await manager.calls('refund_payment', {
      payment_id: payment,
      amount: 150,
      reason: 'Cancelled.',
      idempotency_key: 'back to Grace',
    });
    expect(await member.sees('orders', { id: order })).toMatchObject([
      { status: 'cancelled', payment_status: 'refunded', net_payment: '0.00' },
    ]);
    expect(await member.sees('stock', { product_id: ring })).toMatchObject([{ on_hand: 10, reserved: 0 }]);
  },
};
