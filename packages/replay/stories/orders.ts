import type { Demo } from '../src/demo.ts';
import { ownerOf } from '../src/empty-tenant.ts';
import type { Row, Value } from '../src/row.ts';
import { type DomainStories, storiesOf, type Telling } from '../src/story.ts';

/** What customers ordered, paid, and sent back. */
export const orders: DomainStories = {
  domain: 'orders',
  stories(demo) {
    const { told, tell } = storiesOf(demo, 'orders', ownerOf(demo));
    for (const order of demo.rows('orders')) {
      const path = demo.of('order_status_history', 'order_id', order.id);
      const course = path.map(({ to_status }) => to_status).join(' → ');
      tell(`order ${order.order_number ?? order.id}: ${course}`, (story) => {
        tellDraft(demo, story, order);
        tellRedemptions(demo, story, order);
        tellPath(story, order, path);
        for (const payment of demo.of('order_payments', 'order_id', order.id))
          tellPayment(story, order, payment);
      });
    }
    return told;
  },
  pairs: {
    order_items: { within: ['order_id'], order: ['id'] },
    order_status_history: { within: ['order_id'], order: ['changed_at'] },
  },
};

/** The draft with its lines. */
function tellDraft(demo: Demo, story: Telling, order: Row): void {
  const lines = demo.of('order_items', 'order_id', order.id);
  story.step(order.created_at, order.created_by, 'write the order', async (player) => {
    const of = (column: string) => player.here('orders', column, order);
    const id = await player.call('create_order', {
      customer_id: of('customer_id'),
      currency_code: order.currency_code,
      lines: lines.map((line) => ({
        product_id: player.here('order_items', 'product_id', line),
        product_name: line.product_name,
        sku: line.sku,
        line_item_id: line.line_item_id,
        quantity: line.quantity,
        unit_price: line.unit_price,
        discount_amount: withoutPromotions(demo, line),
        tax_class: line.tax_class,
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
function tellRedemptions(demo: Demo, story: Telling, order: Row): void {
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

function tellPath(story: Telling, order: Row, path: readonly Row[]): void {
  for (const { to_status, reason, changed_at, changed_by } of path) {
    if (to_status === 'draft') continue;
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
  story.expect('order_status_history', path);
}

function tellPayment(story: Telling, order: Row, payment: Row): void {
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
  story.expect('order_payments', [payment]);
}
