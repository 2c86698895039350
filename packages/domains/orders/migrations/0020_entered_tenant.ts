import { defaultToEnteredTenant, requireNamedTenant } from '@erp/kit/tenant-default';
import type { Knex } from 'knex';

/** A row that names no tenant belongs to the one that is entered; without one, the error says so. */
export async function up(knex: Knex): Promise<void> {
  await defaultToEnteredTenant(knex, TABLES);
}

export async function down(knex: Knex): Promise<void> {
  await requireNamedTenant(knex, TABLES);
}

const TABLES = [
  'order_case_status_history',
  'order_images',
  'order_item_customization',
  'order_item_pre_orders',
  'order_items',
  'order_items_after_sales',
  'order_meta_crm',
  'order_payments',
  'order_settings',
  'order_status_history',
  'orders',
  'orders_meta',
];
