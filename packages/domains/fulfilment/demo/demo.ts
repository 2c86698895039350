import type { DemoTenant } from '@erp/kit/demo-tenant';
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
export const factories = [
  vendors,
  fulfilmentShipments,
  fulfilmentParcels,
  fulfilmentShipmentLines,
  fulfilmentTrackingEvents,
  fulfilmentShipmentStatusHistory,
];

/** Tells who ordered what came in, what was handed over together, and what came back. */
export async function finish(trx: Knex, tenants: readonly DemoTenant[]): Promise<void> {
  await tellPurchases(trx, tenants);
  await tellBatches(trx, tenants);
  await tellReturns(trx, tenants);
}
