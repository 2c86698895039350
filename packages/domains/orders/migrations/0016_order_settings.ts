import { finiteMoments } from '@erp/kit/input-checks';
import { createTenantTable, tenantRoot } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** How long an order may wait for its confirmation. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'order_settings',
    { write: 'orders.write', read: 'orders.read', primaryKey: ['tenant_id'] },
    (table) => {
      table.comment(
        'How a tenant deals with orders, in at most one row; without it, what the columns default to.',
      );
      table
        .integer('confirm_within_hours')
        .comment(
          'Hours after which app.expire_orders cancels an order that is neither confirmed nor paid; empty: never.',
        );
      table.check('confirm_within_hours > 0', [], 'ck_order_settings_confirm_within_hours');
      finiteMoments(table, ['created_at', 'updated_at']);
      tenantRoot(table);
    },
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('order_settings');
}
