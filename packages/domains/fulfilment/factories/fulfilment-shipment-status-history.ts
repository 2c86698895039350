import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { saleCount } from '@erp/orders/demo';
import { shipmentsOf } from '../demo/parcels.ts';
import { fulfilmentShipments } from './fulfilment-shipments.ts';
import '../tables.ts';

/** Every status that a shipment has been in. */
export const fulfilmentShipmentStatusHistory = factory('fulfilment_shipment_status_history', {
  count: saleCount,
  story: shipmentsOf,
  most: 3,
  rows: (shipments) =>
    shipments.flatMap(({ number, staff, shippedAt, deliveredAt, parcels }) => [
      { number, staff, from: null, to: 'shipped' as const, at: shippedAt },
      ...(deliveredAt === undefined ? [] : arrival(parcels.length)).map((step) => ({
        number,
        // Carriers tell what arrives.
        staff: null,
        at: deliveredAt ?? shippedAt,
        ...step,
      })),
    ]),
  parents: { shipment_id: () => fulfilmentShipments },
  cells: {
    shipment_id: (step) => fulfilmentShipments.id(step.number),
    from_status: (step) => step.from,
    to_status: (step) => step.to,
    changed_by: (step) => step.staff,
    changed_at: (step) => time(step.at),
    created_at: (step) => time(step.at),
  },
});

/** One parcel arrives after the other. */
function arrival(parcels: number) {
  return parcels === 1
    ? [{ from: 'shipped' as const, to: 'delivered' as const }]
    : [
        { from: 'shipped' as const, to: 'partially_delivered' as const },
        { from: 'partially_delivered' as const, to: 'delivered' as const },
      ];
}
