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
  'category',
  'diamond',
  'gemstone',
  'inventory_history',
  'material',
  'material_attribute',
  'material_component',
  'material_history',
  'material_product',
  'material_stock',
  'material_variant',
  'product',
  'product_attribute',
  'product_attribute_value',
  'product_category',
  'product_customize',
  'product_image',
  'product_review',
  'product_set_item',
  'product_sku',
  'product_tag',
  'product_variant',
  'stock',
  'stock_count',
  'stock_movement',
  'stock_reservation',
  'stock_settings',
  'warehouse',
];
