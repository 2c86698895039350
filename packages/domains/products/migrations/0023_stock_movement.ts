import { code, createTenantTable, memberForeign, tenantForeign, unitPrice } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** The ledger of stock: every piece that came or went. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'stock_movement', { write: 'inventory.write', appendOnly: true }, (table) => {
    table.comment(
      'Pieces that came to a stock or left it. Never changed; a mistake is corrected by another row.',
    );
    table.bigInteger('stock_id').notNullable().comment('Stock that changed.');
    code(table, 'kind', ['receipt', 'shipment', 'transfer_in', 'transfer_out', 'adjustment', 'count'])
      .notNullable()
      .comment('count: difference that a count has found. The document behind a receipt is its source_type.');
    table
      .integer('quantity')
      .notNullable()
      .comment('Pieces, above zero when they came, below when they left.');
    unitPrice(table, 'unit_cost').comment('What one piece is valued at, in the currency of the warehouse.');
    table
      .decimal('value_change', 14, 4)
      .notNullable()
      .defaultTo(0)
      .comment('What the movement adds to the value of the stock, or takes from it.');
    table
      .integer('on_hand_after')
      .comment('Pieces on hand right after it, as booked; empty for imported history.');
    table.bigInteger('reservation_id').comment('Reservation that a shipment fulfils.');
    table.bigInteger('counterpart_id').comment('For the arriving side of a transfer, the leaving one.');
    table
      .text('idempotency_key')
      .comment('Key of the call that booked it; a repeated call finds it and books nothing.');
    code(table, 'source_type', SOURCES).comment('Kind of document behind it.');
    table.bigInteger('source_id').comment('Id of that document.');
    table.text('reason').comment('Why, in the words of whoever booked it.');
    table
      .timestamp('occurred_at', { useTz: true })
      .notNullable()
      .defaultTo(knex.fn.now())
      .comment('When it happened; created_at says when it was recorded.');
    table.bigInteger('created_by').comment('Member who booked it; empty for a job.');
    table.check(
      `CASE
          WHEN kind IN ('receipt', 'transfer_in') THEN quantity > 0
          WHEN kind IN ('shipment', 'transfer_out') THEN quantity < 0
          ELSE quantity <> 0
        END`,
      [],
      'ck_stock_movement_quantity',
    );
    table.check("value_change <> 'NaN'", [], 'ck_stock_movement_value_change');
    table.check("kind <> 'adjustment' OR btrim(reason) <> ''", [], 'ck_stock_movement_reason');
    table.check("reservation_id IS NULL OR kind = 'shipment'", [], 'ck_stock_movement_reservation_id');
    table.check(
      "counterpart_id IS NULL OR kind = 'transfer_in' AND counterpart_id <> id",
      [],
      'ck_stock_movement_counterpart_id',
    );
    table.check("btrim(idempotency_key) <> ''", [], 'ck_stock_movement_idempotency_key');
    table.check('(source_type IS NULL) = (source_id IS NULL)', [], 'ck_stock_movement_source');
    table.unique(['tenant_id', 'idempotency_key'], {
      indexName: 'uq_stock_movement_idempotency_key',
      useConstraint: false,
      predicate: knex.whereNotNull('idempotency_key'),
    });
    table.unique(['tenant_id', 'counterpart_id'], { indexName: 'uq_stock_movement_counterpart_id' });
    table.index(['tenant_id', 'stock_id', 'id'], 'ix_stock_movement_stock_id_id');
    table.index(['tenant_id', 'occurred_at', 'id'], 'ix_stock_movement_occurred_at');
    table.index(['tenant_id', 'source_type', 'source_id'], 'ix_stock_movement_source_type_source_id', {
      predicate: knex.whereNotNull('source_id'),
    });
    tenantForeign(table, 'stock_id', 'stock', { index: false }).onDelete('CASCADE');
    tenantForeign(table, 'reservation_id', 'stock_reservation');
    memberForeign(table, 'created_by');
  });
  await knex.schema.alterTable('stock_movement', (table) => {
    table
      .foreign(['tenant_id', 'counterpart_id'], 'fk_stock_movement_counterpart_id')
      .references(['tenant_id', 'id'])
      .inTable('stock_movement')
      .deferrable('immediate');
  });
  // Booked by functions alone, which know what may leave.
  await knex.raw('REVOKE INSERT ON stock_movement FROM erp_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('stock_movement');
}

const SOURCES = [
  'purchase_order',
  'sales_order',
  'production_order',
  'transfer_order',
  'customer_return',
  'supplier_return',
  'opening',
  'other',
];
