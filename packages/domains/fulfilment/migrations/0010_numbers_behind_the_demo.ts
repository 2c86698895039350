import type { Knex } from 'knex';

/**
 * Where a demo has orders, the rows that people write before the demo of fulfilment is loaded get the numbers that are
 * theirs: those of the demo stay free below.
 */
export async function up(knex: Knex): Promise<void> {
  for (const table of TABLES) {
    await knex.raw(`
      SELECT setval(pg_get_serial_sequence('${table}', 'id'), 1000000000, false)
      WHERE EXISTS (SELECT FROM sys_demo_seeds WHERE table_name = 'orders')`);
  }
}

/** Nothing to take back: the tables go with their sequences. */
export async function down(): Promise<void> {}

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
