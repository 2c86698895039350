import type { Cast, Story } from './cast.ts';
import { anythingToSell } from './shop.ts';

export const story: Story = {
  domain: 'fulfilment',
  title: 'goods are bought, received, sold, shipped in parts, delivered, and one piece comes back',
  async tell(cast) {
    const { manager, owner } = cast;
    const lamp = await anythingToSell(cast, 'LAMP-1', 1);
    await buyLamps(cast, lamp);
    const { order, line } = await sellLamps(cast);
    await ship(cast, order, line);

    const back = await manager.calls('open_case', {
      order_item_id: line,
      case_type: 'return',
      quantity: 1,
      key: 'one is too bright',
    });
    await manager.calls('transition_case', { case_id: back, to: 'approved' });
    await owner.calls('receive_return', {
      case_id: back,
      quantity: 1,
      outcome: 'restock',
      key: 'one is back',
    });
    await manager.calls('refund_case', { case_id: back, amount: 50, key: 'one is paid back' });
    expect(await owner.sees('orders', { id: order })).toMatchObject([
      { status: 'delivered', net_payment: '150.00', payment_status: 'partially_refunded' },
    ]);
    expect(await owner.sees('stock', { product_id: lamp })).toMatchObject([{ on_hand: 7, reserved: 0 }]);
  },
};

/** Nine more lamps are ordered of a vendor, and arrive. */
async function buyLamps({ owner }: Cast, lamp: string): Promise<void> {
  const vendor = await owner.writes('vendors', { code: 'LUX', name: 'Lux', currency_code: 'EUR' });
  const purchase = await owner.calls('create_purchase_order', {
    vendor_id: vendor,
    currency_code: 'EUR',
    lines: [{ sku: 'LAMP-1', quantity: 9, unit_cost: 22 }],
    key: 'lamps for autumn',
  });
  await owner.calls('change_purchase_order', {
    purchase_order_id: purchase,
    lines: [{ sku: 'LAMP-1', quantity: 9, unit_cost: 21 }],
  });
  await owner.calls('order_goods', { purchase_order_id: purchase });
  expect(await owner.sees('stock', { product_id: lamp })).toMatchObject([{ on_hand: 1, inbound: 9 }]);
  await owner.calls('receive_goods', { purchase_order_id: purchase, lines: null, key: 'the lorry' });
  expect(await owner.sees('stock', { product_id: lamp })).toMatchObject([{ on_hand: 10, inbound: 0 }]);
}

/** Four of them are sold, and paid. */
async function sellLamps({ member, manager }: Cast) {
  const order = await member.calls('create_order', {
    customer_id: null,
    currency_code: 'EUR',
    lines: [{ sku: 'LAMP-1', quantity: 4 }],
  });
  await member.calls('place_order', { order_id: order, idempotency_key: 'four lamps' });
  await manager.calls('record_payment', {
    order_id: order,
    amount: 200,
    method: 'bank_transfer',
    idempotency_key: 'four lamps are paid',
  });
  for (const to of ['confirmed', 'processing'])
    await member.calls('transition_order', { order_id: order, to });
  const [line] = await member.sees('order_items', { order_id: order });
  return { order, line: line?.id };
}

/** They leave in two parcels, and arrive. */
async function ship({ owner }: Cast, order: string, line: unknown): Promise<void> {
  for (const [quantity, parcel] of [
    [3, 'SW-1'],
    [1, 'SW-2'],
  ] as const)
    await owner.calls('ship_order', {
      order_id: order,
      lines: [{ order_item_id: line, quantity }],
      warehouse_id: null,
      key: parcel,
      details: { carrier: 'swift', tracking_number: parcel },
    });
  for (const parcel of ['SW-1', 'SW-2'])
    await owner.calls('record_tracking_event', {
      carrier: 'swift',
      event_id: `${parcel} arrived`,
      tracking_number: parcel,
      status: 'delivered',
    });
}
