import { stampAuthors, stopStampingAuthors } from '@erp/kit/authors';
import type { Knex } from 'knex';

/** Who writes a row is who is signed in: the database says so, the application cannot. Rows that are there stay. */
export async function up(knex: Knex): Promise<void> {
  for (const table of CHANGED) await stampAuthors(knex, table);
  for (const table of MADE) await stampAuthors(knex, table, { updated: null });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of MADE) await stopStampingAuthors(knex, table);
  for (const table of CHANGED) await stopStampingAuthors(knex, table);
}

const CHANGED = [
  'order_images',
  'order_item_customization',
  'order_item_pre_orders',
  'order_items',
  'order_items_after_sales',
  'order_meta_crm',
  'orders',
  'orders_meta',
];
/** Without updated_by. */
const MADE = ['order_payments'];
