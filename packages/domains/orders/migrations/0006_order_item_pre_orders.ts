import { authorship, code, createTenantTable } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Lines that were sold before the goods were there. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'order_item_pre_orders', { write: 'orders.write' }, (table) => {
    table.comment('What is done to get goods that a line sold before they were there.');
    table.bigInteger('order_id').notNullable().comment('Order of the line; cannot be another one.');
    table.bigInteger('order_item_id').notNullable().comment('Line that waits.');
    code(table, 'status', ['pending', 'ordered', 'in_production', 'arrived', 'released', 'cancelled'])
      .notNullable()
      .defaultTo('pending')
      .comment('How far the goods have come.');
    table.text('category').comment('Free grouping of the tenant.');
    table.text('vendor').comment('Supplier, free text.');
    table.date('hold_until').comment('Not to be shipped before this day.');
    table.date('processing_date').comment('Day on which work started.');
    table.text('reason').comment('Why the goods were not there.');
    table.text('notes').comment('Remarks for colleagues.');
    table.timestamp('deleted_at', { useTz: true }).comment('Soft delete: empty while the record is shown.');
    table.index(['tenant_id', 'status', 'hold_until'], 'ix_order_item_pre_orders_waiting', {
      predicate: knex.whereRaw("deleted_at IS NULL AND status NOT IN ('released', 'cancelled')"),
    });
    table.index(['tenant_id', 'order_id', 'order_item_id'], 'ix_order_item_pre_orders_order_item_id');
    table
      .foreign(['tenant_id', 'order_id', 'order_item_id'], 'fk_order_item_pre_orders_order_item_id')
      .references(['tenant_id', 'order_id', 'id'])
      .inTable('order_items')
      .deferrable('immediate')
      .onDelete('CASCADE');
    authorship(table);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('order_item_pre_orders');
}
