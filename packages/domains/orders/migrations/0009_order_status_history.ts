import { createTenantTable, memberForeign, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Every status that an order has been in, written by a trigger. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'order_status_history',
    { write: 'orders.write', appendOnly: true },
    (table) => {
      table.comment(
        'Every change of the status of an order: from, to, by whom, when and why. Never changed.',
      );
      table.bigInteger('order_id').notNullable().comment('Order that changed.');
      table.text('from_status').comment('Status before; empty for the first one.');
      table.text('to_status').notNullable().comment('Status after.');
      table.bigInteger('changed_by').comment('Member who did it; empty for a job.');
      table.text('reason').comment('Why, in the words of whoever did it.');
      table
        .timestamp('changed_at', { useTz: true })
        .notNullable()
        .defaultTo(knex.fn.now())
        .comment('When it happened; created_at says when it was recorded.');
      table.check(`from_status IN (${LIST})`, [], 'ck_order_status_history_from_status');
      table.check(`to_status IN (${LIST})`, [], 'ck_order_status_history_to_status');
      table.check('from_status <> to_status', [], 'ck_order_status_history_change');
      table.index(['tenant_id', 'order_id', 'changed_at'], 'ix_order_status_history_order_id_changed_at');
      tenantForeign(table, 'order_id', 'orders', { index: false }).onDelete('CASCADE');
      memberForeign(table, 'changed_by');
    },
  );
  // Written by a trigger of orders, so that nobody can invent a past.
  await knex.raw('REVOKE INSERT ON order_status_history FROM erp_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('order_status_history');
}

const LIST =
  "'draft', 'pending', 'confirmed', 'processing', 'on_hold', 'shipped', 'delivered', 'completed', 'cancelled', 'refunded'";
