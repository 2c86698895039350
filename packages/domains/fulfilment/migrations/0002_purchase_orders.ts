import { stampAuthors } from '@erp/kit/authors';
import { restrictColumns } from '@erp/kit/column-rights';
import { addInputChecks, finiteMoments, knownCurrency, textLine } from '@erp/kit/input-checks';
import { dropLifecycle, lifecycle } from '@erp/kit/lifecycle';
import {
  authorship,
  code,
  createTenantTable,
  currency,
  jsonObject,
  tenantForeign,
  tenantRoot,
  unitPrice,
} from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What is ordered of vendors: goods and materials in one document. */
export async function up(knex: Knex): Promise<void> {
  await createOrders(knex);
  await createLines(knex);
  for (const table of ['purchase_orders', 'purchase_order_lines']) await stampAuthors(knex, table);
  // Lines, sums and status are written by functions, which keep stock.inbound in step.
  await restrictColumns(knex, 'purchase_orders', {
    insert: [],
    update: ['vendor_reference', 'expected_on', 'shipped_on', 'tracking_number', 'notes', 'updated_by'],
    delete: false,
  });
  await restrictColumns(knex, 'purchase_order_lines', { insert: [], update: [], delete: false });
  await lifecycle(knex, 'purchase_orders', {
    ...HISTORY,
    called: 'a purchase order',
    paths: PATHS,
    instead: 'Call app.order_goods, app.receive_goods or app.transition_purchase_order.',
    reference: 'purchase_order_id',
    read: 'purchasing.read',
    write: 'purchasing.write',
  });
  await addInputChecks(knex, { [HISTORY.history]: { moments: ['changed_at', 'created_at'] } });
}

export async function down(knex: Knex): Promise<void> {
  await dropLifecycle(knex, 'purchase_orders', HISTORY);
  await knex.schema.dropTable('purchase_order_lines');
  await knex.schema.dropTable('purchase_orders');
}

const ACCESS = { read: 'purchasing.read', write: 'purchasing.write' };
const HISTORY = { history: 'purchase_order_status_history' };

/** closed: some of it came, and the rest is not waited for. */
const PATHS = {
  draft: ['ordered', 'cancelled'],
  ordered: ['partially_received', 'received', 'cancelled'],
  partially_received: ['received', 'closed'],
  received: [],
  closed: [],
  cancelled: [],
};

async function createOrders(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'purchase_orders', ACCESS, (table) => {
    table.comment('An order of goods and materials, of one vendor, for one warehouse.');
    textLine(table, 'order_number', 255).comment(
      'Number for people, unique within the tenant; given when it is ordered.',
    );
    table.bigInteger('vendor_id').notNullable().comment('Of whom.');
    table.bigInteger('warehouse_id').notNullable().comment('Where it is to arrive.');
    code(table, 'status', Object.keys(PATHS))
      .notNullable()
      .defaultTo('draft')
      .comment('ordered: sent to the vendor, counted as inbound. closed: the rest is not waited for.');
    table.text('status_note').comment('Why it is in this status; copied to its history.');
    currency(table).comment('ISO 4217 code of the costs of its lines.');
    textLine(table, 'vendor_reference', 255).comment('Number of the order at the vendor.');
    table.date('expected_on').comment('Day on which the vendor promises it.');
    table.date('shipped_on').comment('Day on which it left the vendor.');
    textLine(table, 'tracking_number', 255).comment('Number of the consignment at its carrier.');
    table.text('notes');
    table.timestamp('ordered_at', { useTz: true }).comment('When it was ordered.');
    table.timestamp('received_at', { useTz: true }).comment('When the last of it arrived.');
    textLine(table, 'creation_key', 255).comment('Idempotency key of the call that wrote it.');
    jsonObject(table, 'request').comment('What that call asked for; a repeated one has to ask the same.');
    authorship(table);
    table.check(
      "order_number IS NOT NULL AND ordered_at IS NOT NULL OR status IN ('draft', 'cancelled')",
      [],
      'ck_purchase_orders_ordered',
    );
    table.check("(status = 'received') = (received_at IS NOT NULL)", [], 'ck_purchase_orders_received_at');
    knownCurrency(table);
    finiteMoments(table, [
      'expected_on',
      'shipped_on',
      'ordered_at',
      'received_at',
      'created_at',
      'updated_at',
    ]);
    table.unique(['tenant_id', 'order_number'], { indexName: 'uq_purchase_orders_order_number' });
    table.unique(['tenant_id', 'creation_key'], { indexName: 'uq_purchase_orders_creation_key' });
    // Lines repeat the warehouse, and a reference to this key keeps them to it.
    table.unique(['tenant_id', 'warehouse_id', 'id'], { indexName: 'uq_purchase_orders_warehouse_id' });
    table.index(['tenant_id', 'status', 'expected_on', 'id'], 'ix_purchase_orders_status_expected_on');
    tenantForeign(table, 'vendor_id', 'vendors');
    tenantForeign(table, 'warehouse_id', 'warehouse', { index: false });
    // Vendor and warehouse are kept as long as it is there, so it goes with its tenant by itself.
    tenantRoot(table);
  });
}

async function createLines(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'purchase_order_lines', ACCESS, (table) => {
    table.comment('What a purchase order orders: pieces of a product or of its variant, or a material.');
    table.bigInteger('purchase_order_id').notNullable().comment('Order that the line belongs to.');
    table.bigInteger('warehouse_id').notNullable().comment('Repeats the order; follows it by reference.');
    table.integer('line_number').notNullable().comment('Place in the order, from 1 on.');
    table.bigInteger('product_id').comment('Product that is bought; empty for a material.');
    table.bigInteger('product_variant_id').comment('Variant of it; empty for a product without variants.');
    table.bigInteger('material_id').comment('Material that is bought; empty for a product.');
    table.bigInteger('material_variant_id').comment('Variant of it; empty for a material without variants.');
    textLine(table, 'description', 300).notNullable().comment('Name at the time of ordering.');
    textLine(table, 'sku', 255).comment('Stock code at the time of ordering.');
    textLine(table, 'vendor_sku', 255).comment('What the vendor calls it.');
    table.decimal('quantity', 14, 3).notNullable().comment('Pieces of a product; of a material in its unit.');
    unitPrice(table, 'unit_cost').notNullable().comment('Net cost of one, in the currency of the order.');
    table
      .specificType('line_total', 'numeric(14,2) GENERATED ALWAYS AS (round(quantity * unit_cost, 2)) STORED')
      .comment('Quantity times unit cost, rounded.');
    table
      .decimal('received_quantity', 14, 3)
      .notNullable()
      .defaultTo(0)
      .comment('What has arrived: the sum of the receipts.');
    table
      .decimal('open_quantity', 14, 3)
      .notNullable()
      .defaultTo(0)
      .comment(
        'What is still expected and counted as inbound: nothing of a draft, or once nothing is waited for.',
      );
    authorship(table);
    table.check('num_nonnulls(product_id, material_id) = 1', [], 'ck_purchase_order_lines_one_thing');
    table.check(
      `(product_variant_id IS NULL OR product_id IS NOT NULL)
        AND (material_variant_id IS NULL OR material_id IS NOT NULL)`,
      [],
      'ck_purchase_order_lines_variant',
    );
    table.check(
      "quantity > 0 AND quantity <> 'NaN' AND (product_id IS NULL OR quantity = trunc(quantity))",
      [],
      'ck_purchase_order_lines_quantity',
    );
    table.check('line_number > 0', [], 'ck_purchase_order_lines_line_number');
    table.check('received_quantity BETWEEN 0 AND quantity', [], 'ck_purchase_order_lines_received_quantity');
    table.check(
      'product_id IS NULL OR received_quantity = trunc(received_quantity)',
      [],
      'ck_purchase_order_lines_received_pieces',
    );
    table.check(
      'open_quantity IN (0, quantity - received_quantity)',
      [],
      'ck_purchase_order_lines_open_quantity',
    );
    finiteMoments(table, ['created_at', 'updated_at']);
    table.unique(['tenant_id', 'purchase_order_id', 'line_number'], {
      indexName: 'uq_purchase_order_lines_line_number',
    });
    // What is received names its order too; this key makes sure that it is the right one.
    table.unique(['tenant_id', 'purchase_order_id', 'id'], { indexName: 'uq_purchase_order_lines_id' });
    // The last column answers what is still expected of a product without reading what came long ago.
    table.index(
      ['tenant_id', 'product_id', 'product_variant_id', 'open_quantity'],
      'ix_purchase_order_lines_product_id_product_variant_id',
    );
    table.index(
      ['tenant_id', 'material_id', 'material_variant_id', 'open_quantity'],
      'ix_purchase_order_lines_material_id_material_variant_id',
    );
    table.index(['tenant_id', 'warehouse_id', 'purchase_order_id'], 'ix_purchase_order_lines_warehouse_id');
    table
      .foreign(
        ['tenant_id', 'warehouse_id', 'purchase_order_id'],
        'fk_purchase_order_lines_purchase_order_id',
      )
      .references(['tenant_id', 'warehouse_id', 'id'])
      .inTable('purchase_orders')
      .deferrable('immediate')
      .onDelete('CASCADE');
    tenantForeign(table, 'product_id', 'product', { index: false });
    table
      .foreign(
        ['tenant_id', 'product_id', 'product_variant_id'],
        'fk_purchase_order_lines_product_variant_id',
      )
      .references(['tenant_id', 'parent_product_id', 'id'])
      .inTable('product_variant')
      .deferrable('immediate');
    tenantForeign(table, 'material_id', 'material', { index: false });
    table
      .foreign(
        ['tenant_id', 'material_id', 'material_variant_id'],
        'fk_purchase_order_lines_material_variant_id',
      )
      .references(['tenant_id', 'material_id', 'id'])
      .inTable('material_variant')
      .deferrable('immediate');
  });
}
