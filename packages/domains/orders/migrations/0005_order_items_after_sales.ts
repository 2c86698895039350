import { amount, authorship, code, createTenantTable, tenantForeign, uniqueAlive } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Return, repair, exchange, refund and warranty cases. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'order_items_after_sales', { write: 'orders.write' }, (table) => {
    table.comment('A case on a line that was sold: return, repair, exchange, refund or warranty.');
    table.bigInteger('order_id').notNullable().comment('Order of the line; cannot be another one.');
    table.bigInteger('order_item_id').notNullable().comment('Line that the case is about.');
    table
      .bigInteger('original_order_item_id')
      .comment('Line first sold, where this one replaced it; may be of an earlier order.');
    code(table, 'case_type', ['return', 'repair', 'exchange', 'refund', 'warranty'])
      .notNullable()
      .comment('What the customer asks for.');
    code(table, 'status', STATUSES).notNullable().defaultTo('inquiry').comment('How far the case has come.');
    table.text('rma_code').comment('Return authorization number, unique among living cases of the tenant.');
    amount(table, 'amount').comment('Money refunded or replaced, in the currency of the order.');
    table.text('tracking_number').comment('Number of the return parcel.');
    code(table, 'tracking_status', ['announced', 'in_transit', 'delivered', 'lost']).comment(
      'Where the return parcel is.',
    );
    table.text('reason').comment('Why, in the words of the customer.');
    table.text('details').comment('What was found and agreed.');
    table.date('inquiry_date').comment('Day on which the customer asked.');
    table.date('received_date').comment('Day on which the goods were back.');
    table.timestamp('deleted_at', { useTz: true }).comment('Soft delete: empty while the case is shown.');
    table.check('received_date >= inquiry_date', [], 'ck_order_items_after_sales_received_date');
    table.check("btrim(rma_code) <> ''", [], 'ck_order_items_after_sales_rma_code');
    uniqueAlive(table, ['rma_code'], knex);
    table.index(['tenant_id', 'status', 'created_at'], 'ix_order_items_after_sales_open', {
      predicate: knex.whereRaw("deleted_at IS NULL AND status NOT IN ('refunded', 'rejected', 'closed')"),
    });
    table.index(['tenant_id', 'order_id', 'order_item_id'], 'ix_order_items_after_sales_order_item_id');
    table
      .foreign(['tenant_id', 'order_id', 'order_item_id'], 'fk_order_items_after_sales_order_item_id')
      .references(['tenant_id', 'order_id', 'id'])
      .inTable('order_items')
      .deferrable('immediate')
      .onDelete('CASCADE');
    tenantForeign(table, 'original_order_item_id', 'order_items').onDelete(
      'SET NULL (original_order_item_id)',
    );
    authorship(table);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('order_items_after_sales');
}

const STATUSES = [
  'inquiry',
  'approved',
  'in_transit',
  'received',
  'in_repair',
  'replaced',
  'refunded',
  'rejected',
  'closed',
];
