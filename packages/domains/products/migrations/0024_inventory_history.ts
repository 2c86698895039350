import { code, createTenantTable, memberForeign, tenantForeign, tenantRoot } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Counts of stock and their lines. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'stock_count', { write: 'inventory.write' }, (table) => {
    table.comment('A count of all or some of the stock of a warehouse: an inventory audit.');
    table.bigInteger('warehouse_id').notNullable().comment('Where it is counted.');
    code(table, 'status', ['in_progress', 'completed', 'cancelled'])
      .notNullable()
      .defaultTo('in_progress')
      .comment('completed: its differences have been booked.');
    table.text('notes');
    table.timestamp('started_at', { useTz: true }).notNullable().defaultTo(knex.fn.now());
    table.timestamp('closed_at', { useTz: true }).comment('When it was booked or given up.');
    table.bigInteger('started_by').comment('Member who called for it.');
    table.bigInteger('closed_by').comment('Member who booked it or gave it up.');
    table.check("(status = 'in_progress') = (closed_at IS NULL)", [], 'ck_stock_count_closed_at');
    table.index(['tenant_id', 'warehouse_id', 'started_at'], 'ix_stock_count_warehouse_id_started_at');
    tenantForeign(table, 'warehouse_id', 'warehouse', { index: false });
    memberForeign(table, 'started_by');
    memberForeign(table, 'closed_by');
    tenantRoot(table);
  });

  await createTenantTable(knex, 'inventory_history', { write: 'inventory.write' }, (table) => {
    table.comment('A line of a count: what the books said of one stock, and what was found.');
    table.bigInteger('stock_count_id').notNullable().comment('Count that the line belongs to.');
    table.bigInteger('stock_id').notNullable().comment('Stock that is counted.');
    table
      .integer('cycle_number')
      .notNullable()
      .defaultTo(1)
      .comment('Round: a stock that is counted again within the same count gets a line of the next round.');
    code(table, 'status', ['pending', 'in_progress', 'completed', 'cancelled'])
      .notNullable()
      .defaultTo('pending')
      .comment(
        'pending: to be counted. in_progress: counted, not booked. cancelled: counted again, or given up.',
      );
    table.text('product_sku').comment('Stock code at the time of the count.');
    table.text('product_name').notNullable().comment('Name at the time of the count.');
    table
      .integer('recorded_quantity')
      .comment('Pieces on hand by the books at the moment at which the found ones were entered.');
    table.integer('actual_quantity').comment('Pieces that were found.');
    table
      .specificType(
        'quantity_discrepancy',
        'integer GENERATED ALWAYS AS (actual_quantity - recorded_quantity) STORED',
      )
      .comment('Pieces too many, or below zero the missing ones; what is booked in the end.');
    table.text('details').comment('Remark of whoever counted.');
    table.timestamp('audit_date', { useTz: true }).comment('When the found pieces were entered.');
    table.bigInteger('audited_by').comment('Member who counted.');
    table.bigInteger('movement_id').comment('Movement that booked the difference.');
    table.check('cycle_number > 0', [], 'ck_inventory_history_cycle_number');
    table.check('actual_quantity >= 0', [], 'ck_inventory_history_actual_quantity');
    table.check("btrim(product_name) <> ''", [], 'ck_inventory_history_product_name');
    table.check(
      `(actual_quantity IS NULL) = (recorded_quantity IS NULL)
        AND (actual_quantity IS NULL) = (audit_date IS NULL)
        AND CASE
          WHEN status = 'pending' THEN actual_quantity IS NULL
          ELSE status = 'cancelled' OR actual_quantity IS NOT NULL
        END`,
      [],
      'ck_inventory_history_counted',
    );
    table.check("movement_id IS NULL OR status = 'completed'", [], 'ck_inventory_history_movement_id');
    table.unique(['tenant_id', 'stock_count_id', 'stock_id', 'cycle_number'], {
      indexName: 'uq_inventory_history_stock_count_id_stock_id_cycle_number',
    });
    // A stock is part of one running count at most, so that no difference is booked twice.
    table.unique(['tenant_id', 'stock_id'], {
      indexName: 'uq_inventory_history_stock_id_running',
      useConstraint: false,
      predicate: knex.whereRaw("status IN ('pending', 'in_progress')"),
    });
    table.unique(['tenant_id', 'movement_id'], { indexName: 'uq_inventory_history_movement_id' });
    table.index(['tenant_id', 'stock_id', 'audit_date'], 'ix_inventory_history_stock_id_audit_date');
    tenantForeign(table, 'stock_count_id', 'stock_count', { index: false }).onDelete('CASCADE');
    tenantForeign(table, 'stock_id', 'stock', { index: false }).onDelete('CASCADE');
    tenantForeign(table, 'movement_id', 'stock_movement', { index: false });
    memberForeign(table, 'audited_by');
  });
  // Figures of a count are entered and booked by functions, in step with the stock.
  await knex.raw('REVOKE INSERT, UPDATE, DELETE ON stock_count, inventory_history FROM erp_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('inventory_history');
  await knex.schema.dropTable('stock_count');
}
