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
  most: 2,
  rows: (shipments) =>
    shipments.flatMap(({ number, staff, shippedAt, deliveredAt }) => [
      { number, staff, from: null, to: 'shipped' as const, at: shippedAt },
      ...(deliveredAt === undefined
        ? []
        : [{ number, staff, from: 'shipped' as const, to: 'delivered' as const, at: deliveredAt }]),
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
