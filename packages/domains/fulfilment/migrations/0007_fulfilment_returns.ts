import { stampAuthors } from '@erp/kit/authors';
import { finiteMoments, textLine } from '@erp/kit/input-checks';
import { code, createTenantTable, memberForeign, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What customers sent back. Rows are facts. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'fulfilment_returns',
    { read: 'fulfilment.read', write: 'fulfilment.receive', appendOnly: true },
    (table) => {
      table.comment('Pieces of an after-sales case that came back, and what became of them. Never changed.');
      table.bigInteger('case_id').notNullable().comment('After-sales case that they belong to.');
      table.integer('quantity').notNullable().comment('Pieces that came back.');
      code(table, 'outcome', ['restock', 'scrap', 'repair'])
        .notNullable()
        .comment(
          "restock: they lie in stock again. scrap: nobody can use them any more. repair: they stay the customer's.",
        );
      table.bigInteger('warehouse_id').comment('Where they lie again, where the call named a warehouse.');
      table.bigInteger('stock_movement_id').comment('Movement of stock that booked them in.');
      table
        .timestamp('received_at', { useTz: true })
        .notNullable()
        .defaultTo(knex.fn.now())
        .comment('When they came back; created_at says when it was recorded.');
      textLine(table, 'idempotency_key', 255)
        .notNullable()
        .comment('Key of the call that booked it; a repeated call finds it and books nothing.');
      table.bigInteger('created_by').comment('Member who recorded it.');
      table.check('quantity > 0', [], 'ck_fulfilment_returns_quantity');
      table.check(
        "outcome = 'restock' OR warehouse_id IS NULL AND stock_movement_id IS NULL",
        [],
        'ck_fulfilment_returns_restock',
      );
      finiteMoments(table, ['received_at', 'created_at']);
      table.unique(['tenant_id', 'idempotency_key'], {
        indexName: 'uq_fulfilment_returns_idempotency_key',
      });
      table.unique(['tenant_id', 'stock_movement_id'], {
        indexName: 'uq_fulfilment_returns_stock_movement_id',
      });
      tenantForeign(table, 'case_id', 'order_items_after_sales').onDelete('CASCADE');
      tenantForeign(table, 'warehouse_id', 'warehouse');
      tenantForeign(table, 'stock_movement_id', 'stock_movement', { index: false }).onDelete(
        'SET NULL (stock_movement_id)',
      );
      memberForeign(table, 'created_by');
    },
  );
  await stampAuthors(knex, 'fulfilment_returns', { updated: null });
  // Booked by app.receive_return alone, which knows what was sold.
  await knex.raw('REVOKE INSERT ON fulfilment_returns FROM erp_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('fulfilment_returns');
}
