import { openReading, requireReadPermission } from '@erp/kit/read-permission';
import type { Knex } from 'knex';

/** Orders, with the addresses and amounts in them, and payments are read by those who work on them. */
export async function up(knex: Knex): Promise<void> {
  for (const [permissions, tables] of READERS) {
    for (const table of tables) await requireReadPermission(knex, table, permissions);
  }
}

export async function down(knex: Knex): Promise<void> {
  for (const [, tables] of READERS) {
    for (const table of tables) await openReading(knex, table);
  }
}

/** Whoever holds one of the permissions reads the tables. */
const READERS: readonly (readonly [readonly [string, ...string[]], readonly string[]])[] = [
  [
    ['orders.read', 'orders.write'],
    [
      'orders',
      'order_items',
      'orders_meta',
      'order_meta_crm',
      'order_images',
      'order_items_after_sales',
      'order_item_pre_orders',
      'order_item_customization',
      'order_status_history',
    ],
  ],
  [['orders.read_payments', 'orders.payment', 'orders.refund'], ['order_payments']],
];
