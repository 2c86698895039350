import { defaultToEnteredTenant, requireNamedTenant } from '@erp/kit/tenant-default';
import type { Knex } from 'knex';

/**
 * A row that names no tenant belongs to the one that is entered; without one, the error says so. Where a demo has orders,
 * rows that people write before the demo of fulfilment is loaded leave its numbers free.
 */
export async function up(knex: Knex): Promise<void> {
  await defaultToEnteredTenant(knex, TABLES);
  for (const table of TABLES) {
    await knex.raw(`
      SELECT setval(pg_get_serial_sequence('${table}', 'id'), 1000000000, false)
      WHERE EXISTS (SELECT FROM sys_demo_seeds WHERE table_name = 'orders')`);
  }
}

export async function down(knex: Knex): Promise<void> {
  await requireNamedTenant(knex, TABLES);
}

const TABLES = [
  'fulfilment_batch_status_history',
  'fulfilment_batches',
  'fulfilment_parcels',
  'fulfilment_returns',
  'fulfilment_shipment_lines',
  'fulfilment_shipment_status_history',
  'fulfilment_shipments',
  'fulfilment_tracking_events',
  'goods_receipt_lines',
  'goods_receipts',
  'purchase_order_lines',
  'purchase_order_status_history',
  'purchase_orders',
  'vendors',
];
