import { stampAuthors } from '@erp/kit/authors';
import { finiteMoments, textLine } from '@erp/kit/input-checks';
import { createTenantTable, jsonObject, memberForeign, tenantForeign, unitPrice } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What arrived of purchase orders. Rows are facts. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'goods_receipts', ACCESS, (table) => {
    table.comment('An arrival of goods or materials that a purchase order had ordered. Never changed.');
    table.bigInteger('purchase_order_id').notNullable().comment('Order that it came of.');
    textLine(table, 'delivery_note', 255).comment('Number of the delivery note of the vendor.');
    table
      .timestamp('received_at', { useTz: true })
      .notNullable()
      .defaultTo(knex.fn.now())
      .comment('When it arrived; created_at says when it was recorded.');
    table.text('notes');
    textLine(table, 'idempotency_key', 255)
      .notNullable()
      .comment('Key of the call that booked it; a repeated call finds it and books nothing.');
    jsonObject(table, 'request').comment('What that call asked for; a repeated one has to ask the same.');
    table.bigInteger('created_by').comment('Member who recorded it.');
    finiteMoments(table, ['received_at', 'created_at']);
    table.unique(['tenant_id', 'idempotency_key'], { indexName: 'uq_goods_receipts_idempotency_key' });
    table.unique(['tenant_id', 'purchase_order_id', 'id'], { indexName: 'uq_goods_receipts_id' });
    tenantForeign(table, 'purchase_order_id', 'purchase_orders', { index: false }).onDelete('CASCADE');
    memberForeign(table, 'created_by');
  });
  await createTenantTable(knex, 'goods_receipt_lines', ACCESS, (table) => {
    table.comment('What arrived of one line of a purchase order, and how it was booked. Never changed.');
    table.bigInteger('purchase_order_id').notNullable().comment('Order of both; cannot be another one.');
    table.bigInteger('goods_receipt_id').notNullable().comment('Arrival that it belongs to.');
    table.bigInteger('purchase_order_line_id').notNullable().comment('Line that it came of.');
    table.decimal('quantity', 14, 3).notNullable().comment('What arrived, in the unit of the line.');
    unitPrice(table, 'unit_cost').comment(
      'What one is valued at, in the currency of the warehouse; empty for a material.',
    );
    table.bigInteger('stock_movement_id').comment('Movement of stock that booked a product in.');
    table.bigInteger('material_history_id').comment('Line of history that booked a material in.');
    table.check("quantity > 0 AND quantity <> 'NaN'", [], 'ck_goods_receipt_lines_quantity');
    table.check(
      'num_nonnulls(stock_movement_id, material_history_id) <= 1',
      [],
      'ck_goods_receipt_lines_one_booking',
    );
    finiteMoments(table, ['created_at']);
    table.unique(['tenant_id', 'goods_receipt_id', 'purchase_order_line_id'], {
      indexName: 'uq_goods_receipt_lines_purchase_order_line_id',
    });
    table.unique(['tenant_id', 'stock_movement_id'], {
      indexName: 'uq_goods_receipt_lines_stock_movement_id',
    });
    table.unique(['tenant_id', 'material_history_id'], {
      indexName: 'uq_goods_receipt_lines_material_history_id',
    });
    for (const [column, parent] of [
      ['goods_receipt_id', 'goods_receipts'],
      ['purchase_order_line_id', 'purchase_order_lines'],
    ] as const) {
      table.index(['tenant_id', 'purchase_order_id', column], `ix_goods_receipt_lines_${column}`);
      table
        .foreign(['tenant_id', 'purchase_order_id', column], `fk_goods_receipt_lines_${column}`)
        .references(['tenant_id', 'purchase_order_id', 'id'])
        .inTable(parent)
        .deferrable('immediate')
        .onDelete('CASCADE');
    }
    tenantForeign(table, 'stock_movement_id', 'stock_movement', { index: false }).onDelete(
      'SET NULL (stock_movement_id)',
    );
    tenantForeign(table, 'material_history_id', 'material_history', { index: false }).onDelete(
      'SET NULL (material_history_id)',
    );
  });
  await stampAuthors(knex, 'goods_receipts', { updated: null });
  // Booked by app.receive_goods alone, which knows what was ordered.
  await knex.raw('REVOKE INSERT ON goods_receipts, goods_receipt_lines FROM erp_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('goods_receipt_lines');
  await knex.schema.dropTable('goods_receipts');
}

const ACCESS = { read: 'purchasing.read', write: 'purchasing.receive', appendOnly: true };
