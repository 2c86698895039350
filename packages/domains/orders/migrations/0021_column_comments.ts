import { commentColumns, standardColumns, uncommentColumns } from '@erp/kit/column-comments';
import type { Knex } from 'knex';

/** Says what columns mean that were left without a word. */
export async function up(knex: Knex): Promise<void> {
  await commentColumns(knex, COMMENTS);
}

export async function down(knex: Knex): Promise<void> {
  await uncommentColumns(knex, COMMENTS);
}

const COMMENTS = {
  order_case_status_history: standardColumns('tenant_id', 'id', 'created_at'),
  order_images: standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
  order_item_customization: standardColumns(
    'tenant_id',
    'id',
    'created_by',
    'updated_by',
    'created_at',
    'updated_at',
  ),
  order_item_pre_orders: standardColumns(
    'tenant_id',
    'id',
    'created_by',
    'updated_by',
    'created_at',
    'updated_at',
  ),
  order_items: standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
  order_items_after_sales: standardColumns(
    'tenant_id',
    'id',
    'created_by',
    'updated_by',
    'created_at',
    'updated_at',
  ),
  order_meta_crm: standardColumns('tenant_id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
  order_payments: standardColumns('tenant_id', 'id', 'created_at'),
  order_settings: standardColumns('tenant_id', 'created_at', 'updated_at'),
  order_status_history: standardColumns('tenant_id', 'id', 'created_at'),
  orders: standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
  orders_meta: standardColumns('tenant_id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
};
