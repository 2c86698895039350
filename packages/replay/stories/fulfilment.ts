import type { Demo } from '../src/demo.ts';
import { ownerOf } from '../src/empty-tenant.ts';
import type { Row, Value } from '../src/row.ts';
import type { Player } from '../src/step.ts';
import { type DomainStories, type StoryBuilder, storiesOf } from '../src/story.ts';

const KEPT = 'What a repeated call is compared with; rows of the demo were made by none.';

/** What is bought and arrives, and what leaves for customers and comes back. */
export const fulfilment: DomainStories = {
  domain: 'fulfilment',
  stories(demo) {
    const { told, tell } = storiesOf(demo, 'fulfilment', ownerOf(demo));
    tell('vendors are known', (story) => {
      for (const vendor of demo.rows('vendors')) tellVendor(story, vendor);
    });
    for (const order of demo.rows('purchase_orders'))
      tell(`purchase order ${order.order_number ?? order.id}: ${order.status}`, (story) =>
        tellPurchase(demo, story, order),
      );
    for (const shipment of demo.rows('fulfilment_shipments'))
      tell(`shipment ${shipment.shipment_number}: ${shipment.status}`, (story) =>
        tellShipment(demo, story, shipment),
      );
    for (const batch of demo.rows('fulfilment_batches'))
      tell(`batch ${batch.name}: ${batch.status}`, (story) => tellBatch(demo, story, batch));
    for (const back of demo.rows('fulfilment_returns'))
      tell(`return ${back.id}: ${back.outcome}`, (story) => tellReturn(story, back));
    return told;
  },
  pairs: {
    purchase_order_lines: { within: ['purchase_order_id', 'line_number'], order: ['id'] },
    purchase_order_status_history: { within: ['purchase_order_id'], order: ['changed_at', 'id'] },
    goods_receipt_lines: { within: ['goods_receipt_id', 'purchase_order_line_id'], order: ['id'] },
    fulfilment_parcels: { within: ['shipment_id', 'parcel_number'], order: ['id'] },
    fulfilment_shipment_lines: { within: ['parcel_id', 'order_item_id'], order: ['id'] },
    fulfilment_shipment_status_history: { within: ['shipment_id'], order: ['changed_at', 'id'] },
    fulfilment_batch_status_history: { within: ['batch_id'], order: ['changed_at', 'id'] },
  },
  translates: { fulfilment_returns: { stock_movement_id: firstBooked } },
  notDerivable: {
    purchase_orders: {
      request: KEPT,
      order_number: 'The demo names purchase orders by the papers of its ledgers; here they are counted.',
    },
    goods_receipts: { request: KEPT },
    fulfilment_shipments: {
      request: KEPT,
      shipment_number:
        'The demo numbers shipments like their orders, at every scale; here they are counted as they leave.',
    },
  },
};

/** Goods are ordered of a vendor, and arrive. */
function tellPurchase(demo: Demo, story: StoryBuilder, order: Row): void {
  const of = (table: string) => demo.of(table, 'purchase_order_id', order.id);
  const lines = of('purchase_order_lines').toSorted((a, b) => Number(a.line_number) - Number(b.line_number));
  const id = (player: Player) => player.id('purchase_orders', order.id);
  writePurchase(story, order, lines);
  if (order.ordered_at !== null) {
    story.step(order.ordered_at, order.created_by, 'order the goods', (player) =>
      player.call('order_goods', { purchase_order_id: id(player) }),
    );
  }
  for (const receipt of of('goods_receipts')) tellReceipt(demo, story, order, receipt);
  const history = of('purchase_order_status_history');
  for (const given of history.filter(
    (each) => each.to_status === 'cancelled' || each.to_status === 'closed',
  )) {
    story.step(given.changed_at, given.changed_by, `purchase order → ${given.to_status}`, (player) =>
      player.call('transition_purchase_order', {
        purchase_order_id: id(player),
        to: given.to_status,
        note: given.reason,
      }),
    );
  }
  if (order.shipped_on !== null || order.tracking_number !== null) {
    story.afterwards(order.ordered_at, order.created_by, 'hear when it leaves', (player) =>
      player.update('purchase_orders', order, ['shipped_on', 'tracking_number']),
    );
  }
  story.expect('purchase_orders', [order]);
  story.expect('purchase_order_lines', lines);
  story.expect('purchase_order_status_history', history);
}

function writePurchase(story: StoryBuilder, order: Row, lines: readonly Row[]): void {
  story.step(order.created_at, order.created_by, 'write the purchase order', async (player) => {
    const made = await player.call('create_purchase_order', {
      vendor_id: player.id('vendors', order.vendor_id),
      currency_code: order.currency_code,
      lines: lines.map((line) => ({
        product_id: player.here('purchase_order_lines', 'product_id', line),
        material_id: player.here('purchase_order_lines', 'material_id', line),
        variant_id: player.here(
          'purchase_order_lines',
          line.product_variant_id === null ? 'material_variant_id' : 'product_variant_id',
          line,
        ),
        quantity: line.quantity,
        unit_cost: line.unit_cost,
      })),
      key: order.creation_key,
      details: {
        warehouse_id: player.here('purchase_orders', 'warehouse_id', order),
        expected_on: order.expected_on,
        vendor_reference: order.vendor_reference,
        notes: order.notes,
      },
    });
    player.made('purchase_orders', order, made);
    const rows = await player.ask<{ id: string; line_number: number }>(
      'SELECT id, line_number FROM purchase_order_lines WHERE tenant_id = $1 AND purchase_order_id = $2',
      [player.tenant, made],
    );
    for (const line of lines)
      player.made('purchase_order_lines', line, rows.find((row) => row.line_number === line.line_number)?.id);
  });
}

function tellReceipt(demo: Demo, story: StoryBuilder, order: Row, receipt: Row): void {
  const lines = demo.of('goods_receipt_lines', 'goods_receipt_id', receipt.id);
  story.step(receipt.created_at, receipt.created_by, 'receive the goods', async (player) => {
    const made = await player.call('receive_goods', {
      purchase_order_id: player.id('purchase_orders', order.id),
      lines: lines.map((line) => ({
        purchase_order_line_id: player.here('goods_receipt_lines', 'purchase_order_line_id', line),
        quantity: line.quantity,
        unit_cost: line.unit_cost,
      })),
      key: receipt.idempotency_key,
      details: { delivery_note: receipt.delivery_note, notes: receipt.notes },
    });
    player.made('goods_receipts', receipt, made);
  });
  story.expect('goods_receipts', [receipt]);
  story.expect('goods_receipt_lines', lines);
}

const PARCEL = [
  'carrier',
  'service',
  'tracking_number',
  'tracking_url',
  'package_code',
  'weight_grams',
  'length_mm',
  'width_mm',
  'height_mm',
  'requires_signature',
  'requires_insurance',
  'saturday_delivery',
  'contains_alcohol',
  'estimated_cost',
  'actual_cost',
  'insurance_amount',
  'confirmation_amount',
  'label_url',
  'label_format',
  'label_expires_at',
];

/** Goods leave in parcels, of which their carrier tells. */
function tellShipment(demo: Demo, story: StoryBuilder, shipment: Row): void {
  const of = (table: string) => demo.of(table, 'shipment_id', shipment.id);
  const parcels = of('fulfilment_parcels').toSorted(
    (a, b) => Number(a.parcel_number) - Number(b.parcel_number),
  );
  const lines = of('fulfilment_shipment_lines');
  shipOrder(demo, story, shipment, parcels, lines);
  for (const parcel of parcels) tellTracking(demo, story, parcel);
  story.expect('fulfilment_shipments', [shipment]);
  story.expect('fulfilment_parcels', parcels);
  story.expect('fulfilment_shipment_lines', lines);
  story.expect('fulfilment_shipment_status_history', of('fulfilment_shipment_status_history'));
}

function shipOrder(
  demo: Demo,
  story: StoryBuilder,
  shipment: Row,
  parcels: readonly Row[],
  lines: readonly Row[],
): void {
  story.step(shipment.shipped_at, shipment.created_by, 'ship the order', async (player) => {
    const made = await player.call('ship_order', {
      order_id: player.id('orders', shipment.order_id),
      lines: lines.map((line) => ({
        order_item_id: player.here('fulfilment_shipment_lines', 'order_item_id', line),
        quantity: line.quantity,
        parcel: demo.row('fulfilment_parcels', line.parcel_id).parcel_number,
      })),
      warehouse_id: player.idOrNull('warehouse', shipment.warehouse_id),
      key: shipment.idempotency_key,
      details: {
        carrier: parcels[0]?.carrier,
        ship_to_name: shipment.ship_to_name,
        ship_to_phone: shipment.ship_to_phone,
        ship_to_email: shipment.ship_to_email,
        currency_code: shipment.currency_code,
        is_residential: shipment.is_residential,
        estimated_delivery_on: shipment.estimated_delivery_on,
        note: shipment.note,
        parcels: parcels.map((parcel) =>
          Object.fromEntries(PARCEL.map((column) => [column, parcel[column]])),
        ),
      },
    });
    player.made('fulfilment_shipments', shipment, made);
    const rows = await player.ask<{ id: string; parcel_number: number }>(
      'SELECT id, parcel_number FROM fulfilment_parcels WHERE tenant_id = $1 AND shipment_id = $2',
      [player.tenant, made],
    );
    for (const parcel of parcels) {
      player.made(
        'fulfilment_parcels',
        parcel,
        rows.find((row) => row.parcel_number === parcel.parcel_number)?.id,
      );
      if (parcel.label_printed_at !== null)
        await player.update('fulfilment_parcels', parcel, ['label_printed_at']);
    }
  });
}

function tellTracking(demo: Demo, story: StoryBuilder, parcel: Row): void {
  for (const event of demo.of('fulfilment_tracking_events', 'parcel_id', parcel.id)) {
    story.afterwards(event.created_at, null, `the carrier tells ${event.status}`, async (player) => {
      const made = await player.call('record_tracking_event', {
        carrier: event.carrier,
        event_id: event.event_id,
        tracking_number: event.tracking_number,
        status: event.status,
        occurred_at: event.occurred_at,
        details: { ...(event.details as object), location: event.location },
      });
      player.made('fulfilment_tracking_events', event, made);
    });
    story.expect('fulfilment_tracking_events', [event]);
  }
}

/** What leaves on a day is handed over together. */
function tellBatch(demo: Demo, story: StoryBuilder, batch: Row): void {
  const history = demo.of('fulfilment_batch_status_history', 'batch_id', batch.id);
  const id = (player: Player) => player.id('fulfilment_batches', batch.id);
  story.insert('fulfilment_batches', batch);
  for (const shipment of demo.of('fulfilment_shipments', 'batch_id', batch.id)) {
    story.afterwards(shipment.shipped_at, batch.created_by, 'put a shipment into it', (player) =>
      player.call('add_to_fulfilment_batch', {
        batch_id: id(player),
        shipment_ids: [player.id('fulfilment_shipments', shipment.id)],
      }),
    );
  }
  for (const { changed_at, changed_by, to_status, reason } of history.slice(1)) {
    story.afterwards(changed_at, changed_by, `batch → ${to_status}`, (player) =>
      player.call('transition_fulfilment_batch', { batch_id: id(player), to: to_status, note: reason }),
    );
  }
  story.expect('fulfilment_batch_status_history', history);
}

/** Of what a set contains, the product with the lowest number is booked first; numbers are others here. */
function firstBooked(
  movement: Value,
  _back: Row,
  there: (table: string, number: Value) => Value,
  demo: Demo,
): Value {
  const known = demo.row('stock_movement', movement);
  const lineOf = (row: Row) => String(row.idempotency_key).split('/')[1];
  const booked = demo
    .of('stock_movement', 'source_id', known.source_id)
    .filter((row) => row.source_type === known.source_type && lineOf(row) === lineOf(known));
  return Math.min(...booked.map((row) => Number(there('stock_movement', row.id as Value))));
}

/** Goods of a case come back. */
function tellReturn(story: StoryBuilder, back: Row): void {
  story.step(back.created_at, back.created_by, 'receive what came back', async (player) => {
    const made = await player.call('receive_return', {
      case_id: player.id('order_items_after_sales', back.case_id),
      quantity: back.quantity,
      outcome: back.outcome,
      key: back.idempotency_key,
      warehouse_id: player.idOrNull('warehouse', back.warehouse_id),
    });
    player.made('fulfilment_returns', back, made);
  });
  story.expect('fulfilment_returns', [back]);
}

/** A vendor is known, and may give up. */
function tellVendor(story: StoryBuilder, vendor: Row): void {
  story.insert('vendors', vendor, vendor.is_active ? {} : { begins: { is_active: true, notes: null } });
  if (vendor.is_active) return;
  story.step(vendor.updated_at, vendor.updated_by, 'gives up', (player) =>
    player.update('vendors', vendor, ['is_active', 'notes']),
  );
}
