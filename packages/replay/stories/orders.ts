import type { Demo } from '../src/demo.ts';
import { ownerOf } from '../src/empty-tenant.ts';
import type { Row, Value } from '../src/row.ts';
import type { Player } from '../src/step.ts';
import { type DomainStories, type StoryBuilder, storiesOf } from '../src/story.ts';

/** What customers ordered, paid, and sent back. */
export const orders: DomainStories = {
  domain: 'orders',
  stories(demo) {
    const { told, tell } = storiesOf(demo, 'orders', ownerOf(demo));
    tell('the tenant says how it deals with orders', (story) => {
      for (const settings of demo.rows('order_settings')) story.insert('order_settings', settings);
    });
    for (const order of demo.rows('orders')) {
      const path = demo.of('order_status_history', 'order_id', order.id);
      const course = path.map(({ to_status }) => to_status).join(' → ');
      tell(`order ${order.order_number ?? order.id}: ${course}`, (story) => {
        tellDraft(demo, story, order);
        tellRedemptions(demo, story, order);
        const [placed, ...later] = path.filter(({ to_status }) => to_status !== 'draft');
        tellPath(story, order, placed === undefined ? [] : [placed]);
        // Money goes back before the order is closed as refunded.
        for (const payment of demo.of('order_payments', 'order_id', order.id))
          tellPayment(story, order, payment);
        for (const each of demo.of('order_items_after_sales', 'order_id', order.id))
          tellCase(demo, story, each);
        tellPath(story, order, later);
        story.expect('order_status_history', path);
        tellBeside(demo, story, order);
      });
    }
    return told;
  },
  pairs: {
    order_items: { within: ['order_id'], order: ['id'] },
    order_status_history: { within: ['order_id'], order: ['changed_at', 'id'] },
    order_case_status_history: { within: ['case_id'], order: ['changed_at', 'id'] },
    order_payments: { within: ['order_id', 'kind'], order: ['created_at', 'id'] },
  },
  notDerivable: {
    order_payments: {
      idempotency_key:
        'Keys of what a case pays back are made of the key of the case, whose number is another one here.',
    },
  },
};

/** The draft with its lines. */
function tellDraft(demo: Demo, story: StoryBuilder, order: Row): void {
  const lines = demo.of('order_items', 'order_id', order.id);
  for (const line of lines) tellPrice(story, order, line);
  story.step(order.created_at, order.created_by, 'write the order', async (player) => {
    const of = (column: string) => player.here('orders', column, order);
    const id = await player.call('create_order', {
      customer_id: of('customer_id'),
      currency_code: order.currency_code,
      lines: lines.map((line) => ({
        product_id: player.here('order_items', 'product_id', line),
        sku: line.sku,
        line_item_id: line.line_item_id,
        quantity: line.quantity,
        discount_amount: withoutPromotions(demo, line),
        tax_rate: line.tax_rate,
        properties: line.properties,
      })),
      details: Object.fromEntries(
        [
          'store_id',
          'channel_platform_page_id',
          'source_platform',
          'external_order_id',
          'shipping_address_id',
          'billing_address_id',
          'customer_notes',
        ].map((column) => [column, of(column)]),
      ),
    });
    player.made('orders', order, id);
    const made = await player.ask<{ id: string }>(
      'SELECT id FROM order_items WHERE tenant_id = $1 AND order_id = $2 ORDER BY id',
      [player.tenant, id],
    );
    for (const [index, line] of lines.entries()) player.made('order_items', line, made[index]?.id);
  });
  story.expect('orders', [order]);
  story.expect('order_items', lines);
}

/** What promotions gave on the order, before it was placed. */
function tellRedemptions(demo: Demo, story: StoryBuilder, order: Row): void {
  for (const redemption of demo.of('mkt_promotion_redemptions', 'order_id', order.id)) {
    const code =
      redemption.code_id === null ? undefined : demo.row('mkt_promotion_codes', redemption.code_id).code;
    story.step(redemption.redeemed_at, redemption.created_by, 'give the promotion', async (player) => {
      const of =
        code === undefined
          ? { promotion_id: player.id('mkt_promotions', redemption.promotion_id) }
          : { code };
      const id = await player.call('redeem_promotion', { order_id: player.id('orders', order.id), ...of });
      player.made('mkt_promotion_redemptions', redemption, id);
    });
  }
}

/** What was taken off a line by hand. */
function withoutPromotions(demo: Demo, line: Row): number {
  const given = demo.of('mkt_promotion_redemption_lines', 'order_item_id', line.id);
  const cents = (value: unknown) => Math.round(Number(value) * 100);
  return (
    (cents(line.discount_amount) - given.reduce((sum, each) => sum + cents(each.discount_amount), 0)) / 100
  );
}

function tellPath(story: StoryBuilder, order: Row, path: readonly Row[]): void {
  for (const { to_status, reason, changed_at, changed_by } of path) {
    // What leaves and arrives is told by shipments and their carriers.
    if (['draft', 'shipped', 'delivered'].includes(String(to_status))) continue;
    story.step(changed_at, changed_by, `order → ${to_status}`, (player) =>
      to_status === 'pending'
        ? player.call('place_order', {
            order_id: player.id('orders', order.id),
            idempotency_key: order.placement_key,
          })
        : player.call('transition_order', {
            order_id: player.id('orders', order.id),
            to: to_status,
            note: reason,
          }),
    );
  }
}

function tellPayment(story: StoryBuilder, order: Row, payment: Row): void {
  story.expect('order_payments', [payment]);
  // What a case pays back is booked with the case.
  if (String(payment.idempotency_key).startsWith('case:')) return;
  story.step(payment.created_at, payment.created_by, `${payment.kind} ${payment.status}`, async (player) => {
    const parent = () => player.idOrNull('order_payments', payment.parent_payment_id);
    const shared: Record<string, Value> = {
      amount: payment.amount as Value,
      idempotency_key: payment.idempotency_key as Value,
    };
    const of = { order_id: player.id('orders', order.id), method: payment.payment_method, ...shared };
    const id = await (payment.kind === 'refund'
      ? player.call('refund_payment', {
          payment_id: parent(),
          reason: payment.reason,
          transaction_id: payment.transaction_id,
          ...shared,
        })
      : payment.status === 'pending'
        ? player.call('schedule_payment', { ...of, due_date: payment.due_date })
        : payment.status === 'failed'
          ? player.call('record_failed_payment', {
              ...of,
              reason: payment.reason,
              provider: payment.provider,
            })
          : player.call('record_payment', {
              ...of,
              transaction_id: payment.transaction_id,
              provider: payment.provider,
              is_deposit: payment.is_deposit,
              instalment_id: parent(),
            }));
    player.made('order_payments', payment, id);
  });
}

/** The catalog has the price of the day. */
function tellPrice(story: StoryBuilder, order: Row, line: Row): void {
  story.step(order.created_at, undefined, 'price the goods', async (player) => {
    const [sold] = await player.ask<{ product_id: string; product_variant_id: string | null; price: string }>(
      'SELECT product_id, product_variant_id, price FROM app.find_sku($1)',
      [line.sku],
    );
    if (sold === undefined || Number(sold.price) === Number(line.unit_price)) return;
    const own = await player.ask(
      `UPDATE product_variant SET retail_price_override = $1 WHERE tenant_id = $2 AND id = $3 AND retail_price_override IS NOT NULL
       RETURNING id`,
      [line.unit_price, player.tenant, sold.product_variant_id],
    );
    if (own.length === 0) {
      await player.ask(
        'UPDATE product SET retail_price = $1, sale_price = NULL WHERE tenant_id = $2 AND id = $3',
        [line.unit_price, player.tenant, sold.product_id],
      );
    }
  });
}

/** What hangs on an order beside its lines and money. */
function tellBeside(demo: Demo, story: StoryBuilder, order: Row): void {
  for (const table of [
    'order_images',
    'order_item_pre_orders',
    'order_item_customization',
    'orders_meta',
    'order_meta_crm',
  ]) {
    for (const row of demo.of(table, 'order_id', order.id)) {
      story.insert(table, row, { last: true });
      if (row.updated_at !== row.created_at) {
        story.afterwards(row.updated_at, row.updated_by ?? row.created_by, 'bring it to its end', (player) =>
          player.ask(
            `UPDATE ${table} SET order_id = order_id WHERE tenant_id = $1 AND order_id = $2${row.order_item_id === undefined ? '' : ' AND order_item_id = $3'}`,
            [
              player.tenant,
              player.id('orders', order.id),
              ...(row.order_item_id === undefined ? [] : [player.id('order_items', row.order_item_id)]),
            ],
          ),
        );
      }
    }
  }
}

/** Something is wrong with pieces that were sold: they come back, and money goes back. */
function tellCase(demo: Demo, story: StoryBuilder, each: Row): void {
  const history = demo.of('order_case_status_history', 'case_id', each.id);
  const id = (player: Player) => player.id('order_items_after_sales', each.id);
  story.step(each.created_at, each.created_by, 'open a case', async (player) => {
    const made = await player.call('open_case', {
      order_item_id: player.id('order_items', each.order_item_id),
      case_type: each.case_type,
      quantity: each.quantity,
      key: each.opening_key,
      reason: each.reason,
    });
    player.made('order_items_after_sales', each, made);
    await player.update('order_items_after_sales', each, ['rma_code']);
  });
  for (const { changed_at, changed_by, to_status, reason } of history.slice(1)) {
    // Goods that come back are told by fulfilment.
    if (to_status === 'received') continue;
    // Money goes back before the order is closed as refunded.
    const tell = to_status === 'refunded' ? story.step : story.afterwards;
    tell(changed_at, changed_by, `case → ${to_status}`, (player) =>
      to_status === 'refunded'
        ? player.call('refund_case', {
            case_id: id(player),
            amount: each.refunded_amount,
            key: String(each.opening_key),
          })
        : player.call('transition_case', { case_id: id(player), to: to_status, note: reason }),
    );
  }
  story.afterwards(each.updated_at, each.updated_by, 'note how it was settled', (player) =>
    player.update('order_items_after_sales', each, ['tracking_number', 'tracking_status', 'details']),
  );
  story.expect('order_items_after_sales', [each]);
  story.expect('order_case_status_history', history);
}
