import { numberInTime } from '@erp/demo-world/number-in-time';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import type { AnyFactory } from '@erp/kit/factory';
import type { Knex } from 'knex';
import { fulfilmentParcels } from '../factories/fulfilment-parcels.ts';
import { fulfilmentShipmentLines } from '../factories/fulfilment-shipment-lines.ts';
import { fulfilmentShipmentStatusHistory } from '../factories/fulfilment-shipment-status-history.ts';
import { fulfilmentShipments } from '../factories/fulfilment-shipments.ts';
import { fulfilmentTrackingEvents } from '../factories/fulfilment-tracking-events.ts';
import { vendors } from '../factories/vendors.ts';
import { tellBatches } from './batches.ts';
import { tellPurchases } from './purchases.ts';
import { tellReturns } from './returns.ts';

/** In the order in which they are loaded. */
export const factories: readonly AnyFactory[] = [
  vendors,
  fulfilmentShipments,
  fulfilmentParcels,
  fulfilmentShipmentLines,
  fulfilmentTrackingEvents,
  fulfilmentShipmentStatusHistory,
];

/** Shipments are numbered as they left. */
export const beforeKeys = (trx: Knex, tenants: readonly DemoTenant[]) =>
  numberInTime(trx, tenants, {
    table: 'fulfilment_shipments',
    column: 'shipment_number',
    prefix: 'SHP-',
    digits: 8,
    moment: 'shipped_at',
  });

/** Tells who ordered what came in, what was handed over together, and what came back. */
export async function finish(trx: Knex, tenants: readonly DemoTenant[]): Promise<void> {
  await tellPurchases(trx, tenants);
  await tellBatches(trx, tenants);
  await tellReturns(trx, tenants);
  await trx.raw(ADVANCE, { tables: TOLD });
}

/** Tables whose rows no factory makes. */
const TOLD = [
  'fulfilment_batch_status_history',
  'fulfilment_batches',
  'fulfilment_returns',
  'goods_receipt_lines',
  'goods_receipts',
  'purchase_order_lines',
  'purchase_order_status_history',
  'purchase_orders',
];

/** Numbers of rows that people write begin behind those of the story. */
const ADVANCE = `
  SELECT setval(pg_get_serial_sequence(t.name, 'id'), 1000000000, false) FROM unnest(:tables::text[]) AS t (name)
   WHERE NOT EXISTS (
     SELECT FROM pg_sequences s
      WHERE format('%I.%I', s.schemaname, s.sequencename) = pg_get_serial_sequence(t.name, 'id')
        AND s.last_value >= 1000000000)`;
