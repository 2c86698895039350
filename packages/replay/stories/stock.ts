import type { Demo } from '../src/demo.ts';
import type { Row } from '../src/row.ts';
import type { Player } from '../src/step.ts';
import type { StoryBuilder } from '../src/story.ts';

/** What a stock is of, as functions ask it. */
function placeOf(player: Player, stock: Row): Record<string, string | null> {
  return {
    product_id: player.id('product', stock.product_id),
    product_variant_id: player.idOrNull('product_variant', stock.product_variant_id),
    warehouse_id: player.id('warehouse', stock.warehouse_id),
  };
}

/** What is booked by orders, purchase orders and returns. */
const BY_OTHERS: ReadonlySet<string> = new Set(['sales_order', 'customer_return', 'purchase_order']);

/** Pieces come, leave, move to another warehouse, are found or lost. */
export function tellMovement(demo: Demo, story: StoryBuilder, stock: Row, movement: Row): void {
  story.expect('stock_movement', [movement]);
  const { kind, idempotency_key: key, source_type, reason } = movement;
  // What a count finds is booked when it is closed; what arrives comes with what left.
  if (kind === 'count' || kind === 'transfer_in' || BY_OTHERS.has(String(source_type))) return;
  const pieces = Number(movement.quantity);
  story.step(movement.occurred_at, movement.created_by, `${kind} of ${pieces}`, async (player) => {
    const place = placeOf(player, stock);
    const source = { source_type, source_id: player.here('stock_movement', 'source_id', movement) };
    const known = { ...place, key };
    let id: string;
    if (kind === 'receipt')
      id = await player.call('receive_stock', {
        ...known,
        ...source,
        quantity: pieces,
        unit_cost: movement.unit_cost,
      });
    else if (kind === 'adjustment')
      id = await player.call('adjust_stock', { ...known, quantity: pieces, reason });
    else if (kind === 'transfer_out') id = await transfer(demo, player, stock, movement);
    else if (movement.reservation_id !== null) {
      const reservation = player.id('stock_reservation', movement.reservation_id);
      id = await player.call('ship_reservation', { reservation_id: reservation, key, quantity: -pieces });
    } else id = await player.call('ship_stock', { ...known, ...source, quantity: -pieces });
    player.made('stock_movement', movement, id);
  });
}

async function transfer(demo: Demo, player: Player, stock: Row, out: Row): Promise<string> {
  const [arrived] = demo.of('stock_movement', 'counterpart_id', out.id);
  if (arrived === undefined) throw new Error(`The demo does not say where movement ${out.id} went.`);
  const { warehouse_id, ...of } = placeOf(player, stock);
  const id = await player.call('transfer_stock', {
    ...of,
    from_warehouse_id: warehouse_id,
    to_warehouse_id: player.id('warehouse', demo.row('stock', arrived.stock_id).warehouse_id),
    quantity: -Number(out.quantity),
    key: out.idempotency_key,
    reason: out.reason,
  });
  const [found] = await player.ask<{ id: string }>(
    'SELECT id FROM stock_movement WHERE tenant_id = $1 AND counterpart_id = $2',
    [player.tenant, id],
  );
  player.made('stock_movement', arrived, found?.id);
  return id;
}

/** Pieces are kept for somebody, and given back, shipped or forgotten. */
export function tellReservation(story: StoryBuilder, stock: Row, reservation: Row): void {
  story.expect('stock_reservation', [reservation]);
  if (BY_OTHERS.has(String(reservation.source_type))) return;
  story.step(reservation.created_at, reservation.created_by, 'reserve', async (player) => {
    const id = await player.call('reserve_stock', {
      ...placeOf(player, stock),
      quantity: reservation.quantity,
      source_key: player.here('stock_reservation', 'source_key', reservation),
      reserved_until: reservation.reserved_until,
      source_type: reservation.source_type,
      source_id: player.here('stock_reservation', 'source_id', reservation),
    });
    player.made('stock_reservation', reservation, id);
  });
  if (reservation.status === 'released') {
    story.step(reservation.closed_at, reservation.created_by, 'release', (player) =>
      player.call('release_stock', {
        reservation_id: player.id('stock_reservation', reservation.id),
        reason: reservation.reason,
      }),
    );
  } else if (reservation.status === 'expired') {
    story.step(reservation.closed_at, null, 'let it lapse', (player) =>
      player.call('expire_reservations', {}),
    );
  }
}

/** A warehouse is counted, and the differences are booked. */
export function tellCount(demo: Demo, story: StoryBuilder, count: Row): void {
  const lines = demo.of('inventory_history', 'stock_count_id', count.id);
  const stockOf = (line: Row) => demo.row('stock', line.stock_id);
  const id = (player: Player) => player.id('stock_count', count.id);
  story.step(count.started_at, count.started_by, 'call for a count', async (player) => {
    const products = [...new Set(lines.map((line) => player.id('product', stockOf(line).product_id)))];
    const made = await player.call('start_stock_count', {
      warehouse_id: player.id('warehouse', count.warehouse_id),
      product_ids: products,
      notes: count.notes,
    });
    player.made('stock_count', count, made);
  });
  for (const line of lines.filter((each) => each.audit_date !== null)) {
    story.step(line.audit_date, line.audited_by, `count ${line.product_name}`, async (player) => {
      const { product_id, product_variant_id } = placeOf(player, stockOf(line));
      await player.call('count_stock', {
        stock_count_id: id(player),
        product_id,
        product_variant_id,
        actual_quantity: line.actual_quantity,
        details: line.details,
      });
    });
  }
  if (count.closed_at !== null) {
    story.step(count.closed_at, count.closed_by, `count → ${count.status}`, async (player) => {
      await player.call(count.status === 'completed' ? 'close_stock_count' : 'cancel_stock_count', {
        stock_count_id: id(player),
      });
      for (const line of lines.filter((each) => each.movement_id !== null)) {
        const [found] = await player.ask<{ movement_id: string }>(
          'SELECT movement_id FROM inventory_history WHERE tenant_id = $1 AND stock_count_id = $2 AND stock_id = $3 AND movement_id IS NOT NULL',
          [player.tenant, id(player), player.id('stock', line.stock_id)],
        );
        player.made('stock_movement', demo.row('stock_movement', line.movement_id), found?.movement_id);
      }
    });
  }
  story.expect('stock_count', [count]);
  story.expect('inventory_history', lines);
}
