import { stampAuthors } from '@erp/kit/authors';
import { restrictColumns } from '@erp/kit/column-rights';
import { addInputChecks, finiteMoments, knownCurrency, textLine } from '@erp/kit/input-checks';
import { dropLifecycle, lifecycle } from '@erp/kit/lifecycle';
import {
  amount,
  authorship,
  code,
  createTenantTable,
  currency,
  jsonObject,
  tenantForeign,
} from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What left for customers: shipments, the parcels they are packed in, and which pieces are in which. */
export async function up(knex: Knex): Promise<void> {
  await createShipments(knex);
  await createParcels(knex);
  await createLines(knex);
  for (const table of ['fulfilment_shipments', 'fulfilment_parcels']) await stampAuthors(knex, table);
  // What left is booked by app.ship_order; labels and costs of a parcel come when the carrier has made them.
  await restrictColumns(knex, 'fulfilment_shipments', {
    insert: [],
    update: ['estimated_delivery_on', 'note', 'updated_by'],
    delete: false,
  });
  await restrictColumns(knex, 'fulfilment_parcels', { insert: [], update: LABELLED, delete: false });
  await restrictColumns(knex, 'fulfilment_shipment_lines', { insert: [], update: [], delete: false });
  await lifecycle(knex, 'fulfilment_shipments', {
    ...HISTORY,
    called: 'a shipment',
    paths: PATHS,
    instead: 'Call app.record_tracking_event: a shipment is where its parcels are.',
    reference: 'shipment_id',
    read: 'fulfilment.read',
    write: 'fulfilment.ship',
  });
  await addInputChecks(knex, { [HISTORY.history]: { moments: ['changed_at', 'created_at'] } });
}

export async function down(knex: Knex): Promise<void> {
  await dropLifecycle(knex, 'fulfilment_shipments', HISTORY);
  await knex.schema.dropTable('fulfilment_shipment_lines');
  await knex.schema.dropTable('fulfilment_parcels');
  await knex.schema.dropTable('fulfilment_shipments');
}

const ACCESS = { read: 'fulfilment.read', write: 'fulfilment.ship' };
const HISTORY = { history: 'fulfilment_shipment_status_history' };

const PATHS = {
  shipped: ['partially_delivered', 'delivered'],
  partially_delivered: ['delivered'],
  delivered: [],
};

async function createShipments(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'fulfilment_shipments', ACCESS, (table) => {
    table.comment('Goods of an order that left together, in one parcel or several.');
    table.bigInteger('order_id').notNullable().comment('Order that they belong to.');
    textLine(table, 'shipment_number', 255)
      .notNullable()
      .comment('Number for people, unique within the tenant.');
    code(table, 'status', Object.keys(PATHS))
      .notNullable()
      .defaultTo('shipped')
      .comment('Follows its parcels: delivered once each of them is.');
    table.text('status_note').comment('Why it is in this status; copied to its history.');
    table
      .bigInteger('warehouse_id')
      .comment('Warehouse that it left, where the call named one; else where the goods were kept.');
    table.bigInteger('batch_id').comment('Batch that it was handed over with.');
    textLine(table, 'ship_to_name', 300).comment('Who receives it.');
    textLine(table, 'ship_to_phone', 50).comment('For the driver.');
    textLine(table, 'ship_to_email', 320).comment('For notices of the carrier.');
    jsonObject(table, 'ship_to_address').comment('Where to, as it was when it left.');
    currency(table).comment('ISO 4217 code of what the carriage of its parcels costs.');
    table.boolean('is_residential').notNullable().defaultTo(false).comment('A home, no business.');
    table.date('estimated_delivery_on').comment('Day on which it is expected to arrive.');
    table
      .timestamp('shipped_at', { useTz: true })
      .notNullable()
      .defaultTo(knex.fn.now())
      .comment('When it left.');
    table.timestamp('delivered_at', { useTz: true }).comment('When the last of its parcels arrived.');
    table.text('note');
    textLine(table, 'idempotency_key', 255)
      .notNullable()
      .comment('Key of the call that shipped it; a repeated call finds it and ships nothing.');
    jsonObject(table, 'request').comment('What that call asked for; a repeated one has to ask the same.');
    authorship(table);
    table.check(
      "(status = 'delivered') = (delivered_at IS NOT NULL)",
      [],
      'ck_fulfilment_shipments_delivered_at_present',
    );
    table.check('delivered_at >= shipped_at', [], 'ck_fulfilment_shipments_delivered_at');
    knownCurrency(table);
    finiteMoments(table, ['estimated_delivery_on', 'shipped_at', 'delivered_at', 'created_at', 'updated_at']);
    table.unique(['tenant_id', 'shipment_number'], { indexName: 'uq_fulfilment_shipments_shipment_number' });
    table.unique(['tenant_id', 'idempotency_key'], { indexName: 'uq_fulfilment_shipments_idempotency_key' });
    // Parcels and lines name the order too; this key makes sure that it is the right one.
    table.unique(['tenant_id', 'order_id', 'id'], { indexName: 'uq_fulfilment_shipments_order_id' });
    table.index(['tenant_id', 'status', 'shipped_at', 'id'], 'ix_fulfilment_shipments_status_shipped_at');
    tenantForeign(table, 'order_id', 'orders', { index: false }).onDelete('CASCADE');
    tenantForeign(table, 'warehouse_id', 'warehouse');
    tenantForeign(table, 'batch_id', 'fulfilment_batches').onDelete('SET NULL (batch_id)');
  });
}

async function createParcels(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'fulfilment_parcels', ACCESS, (table) => {
    table.comment('A parcel of a shipment: what a carrier carries under one number.');
    table.bigInteger('order_id').notNullable().comment('Order of the shipment; cannot be another one.');
    table.bigInteger('shipment_id').notNullable().comment('Shipment that it belongs to.');
    table.integer('parcel_number').notNullable().comment('Place in the shipment, from 1 on.');
    code(table, 'status', PARCEL_STATUSES)
      .notNullable()
      .defaultTo('packed')
      .comment('The latest that its carrier has told, once delivered for good; packed: nothing yet.');
    table
      .text('carrier')
      .notNullable()
      .defaultTo('own_delivery')
      .comment('Code of the carrier, e.g. dhl; own_delivery: collected, or driven there by ourselves.');
    textLine(table, 'service', 100).comment('What the carrier calls the kind of carriage.');
    textLine(table, 'tracking_number', 255).comment('Number of the parcel at the carrier.');
    textLine(table, 'tracking_url', 4000).comment('Where it can be followed.');
    textLine(table, 'package_code', 50).comment('Kind of box.');
    for (const [column, meaning] of MEASURES) {
      table.integer(column).comment(meaning);
      table.check(`${column} > 0`, [], `ck_fulfilment_parcels_${column}`);
    }
    for (const [column, meaning] of CONDITIONS) {
      table.boolean(column).notNullable().defaultTo(false).comment(meaning);
    }
    for (const [column, meaning] of COSTS) {
      amount(table, column)
        .notNullable()
        .defaultTo(0)
        .comment(`${meaning}, in the currency of the shipment.`);
    }
    table
      .specificType(
        'total_cost',
        'numeric(14,2) GENERATED ALWAYS AS (actual_cost + insurance_amount + confirmation_amount) STORED',
      )
      .comment('What it cost in all.');
    textLine(table, 'label_url', 4000).comment('Where the label lies.');
    code(table, 'label_format', ['pdf', 'png', 'zpl']).comment('Form of the label.');
    for (const [column, meaning] of LABEL_TIMES) table.timestamp(column, { useTz: true }).comment(meaning);
    table.timestamp('delivered_at', { useTz: true }).comment('When it arrived.');
    authorship(table);
    table.check('parcel_number > 0', [], 'ck_fulfilment_parcels_parcel_number');
    table.check(
      "carrier ~ '^[a-z][a-z0-9_]*$' AND char_length(carrier) <= 100",
      [],
      'ck_fulfilment_parcels_carrier',
    );
    table.check(
      "(status = 'delivered') = (delivered_at IS NOT NULL)",
      [],
      'ck_fulfilment_parcels_delivered_at',
    );
    finiteMoments(table, [
      ...LABEL_TIMES.map(([column]) => column),
      'delivered_at',
      'created_at',
      'updated_at',
    ]);
    // Carriers use a number again once it has arrived; on the way it is one parcel's.
    table.unique(['tenant_id', 'carrier', 'tracking_number'], {
      indexName: 'uq_fulfilment_parcels_tracking_number_on_the_way',
      useConstraint: false,
      predicate: knex.whereRaw("tracking_number IS NOT NULL AND status <> 'delivered'"),
    });
    table.index(['tenant_id', 'carrier', 'tracking_number', 'id'], 'ix_fulfilment_parcels_tracking_number');
    table.unique(['tenant_id', 'shipment_id', 'parcel_number'], {
      indexName: 'uq_fulfilment_parcels_parcel_number',
    });
    table.unique(['tenant_id', 'shipment_id', 'id'], { indexName: 'uq_fulfilment_parcels_id' });
    table.index(['tenant_id', 'order_id', 'shipment_id'], 'ix_fulfilment_parcels_shipment_id');
    table
      .foreign(['tenant_id', 'order_id', 'shipment_id'], 'fk_fulfilment_parcels_shipment_id')
      .references(['tenant_id', 'order_id', 'id'])
      .inTable('fulfilment_shipments')
      .deferrable('immediate')
      .onDelete('CASCADE');
  });
}

async function createLines(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'fulfilment_shipment_lines', ACCESS, (table) => {
    table.comment('Pieces of a line of an order in one parcel of a shipment.');
    table.bigInteger('order_id').notNullable().comment('Order of both; cannot be another one.');
    table.bigInteger('shipment_id').notNullable().comment('Shipment that they left with.');
    table.bigInteger('parcel_id').notNullable().comment('Parcel that they are packed in.');
    table.bigInteger('order_item_id').notNullable().comment('Line of the order.');
    table.integer('quantity').notNullable().comment('Pieces.');
    table.check('quantity > 0', [], 'ck_fulfilment_shipment_lines_quantity');
    finiteMoments(table, ['created_at', 'updated_at']);
    table.unique(['tenant_id', 'parcel_id', 'order_item_id'], {
      indexName: 'uq_fulfilment_shipment_lines_order_item_id',
    });
    table.index(['tenant_id', 'order_id', 'shipment_id'], 'ix_fulfilment_shipment_lines_shipment_id');
    table.index(['tenant_id', 'shipment_id', 'parcel_id'], 'ix_fulfilment_shipment_lines_parcel_id');
    table.index(['tenant_id', 'order_id', 'order_item_id'], 'ix_fulfilment_shipment_lines_order_item_id');
    for (const [columns, parent, key] of [
      [['order_id', 'shipment_id'], 'fulfilment_shipments', 'order_id'],
      [['shipment_id', 'parcel_id'], 'fulfilment_parcels', 'shipment_id'],
      [['order_id', 'order_item_id'], 'order_items', 'order_id'],
    ] as const) {
      table
        .foreign(['tenant_id', ...columns], `fk_fulfilment_shipment_lines_${columns[1]}`)
        .references(['tenant_id', key, 'id'])
        .inTable(parent)
        .deferrable('immediate')
        .onDelete('CASCADE');
    }
  });
}

const PARCEL_STATUSES = [
  'packed',
  'announced',
  'in_transit',
  'out_for_delivery',
  'failed_attempt',
  'delivered',
  'returned_to_sender',
  'lost',
];

const MEASURES = [
  ['weight_grams', 'Weight in grams.'],
  ['length_mm', 'Length in millimeters.'],
  ['width_mm', 'Width in millimeters.'],
  ['height_mm', 'Height in millimeters.'],
] as const;

const CONDITIONS = [
  ['requires_signature', 'Whether somebody has to sign.'],
  ['requires_insurance', 'Whether it is to be insured.'],
  ['saturday_delivery', 'Whether it may arrive on a Saturday.'],
  ['contains_alcohol', 'Whether the driver has to ask for the age.'],
] as const;

const COSTS = [
  ['estimated_cost', 'What the carriage was thought to cost'],
  ['actual_cost', 'What the carriage cost'],
  ['insurance_amount', 'What the insurance cost'],
  ['confirmation_amount', 'What the signature cost'],
] as const;

const LABEL_TIMES = [
  ['label_expires_at', 'Until when the label is good.'],
  ['label_printed_at', 'When the label was printed.'],
  ['label_voided_at', 'When the label was cancelled at the carrier.'],
] as const;

const LABELLED = [
  'carrier',
  'service',
  'tracking_number',
  'tracking_url',
  'package_code',
  ...MEASURES.map(([column]) => column),
  ...CONDITIONS.map(([column]) => column),
  ...COSTS.map(([column]) => column),
  'label_url',
  'label_format',
  ...LABEL_TIMES.map(([column]) => column),
  'updated_by',
];
