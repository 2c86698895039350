import { factory } from '@erp/kit/factory';
import { DAY, day, time } from '@erp/kit/moment';
import { saleCount } from '@erp/orders/demo';
import { orders } from '@erp/orders/factories/orders';
import { shipmentsOf } from '../demo/parcels.ts';
import '../tables.ts';

/** What left for customers; a shipment has the number of its order. */
export const fulfilmentShipments = factory('fulfilment_shipments', {
  count: saleCount,
  story: shipmentsOf,
  rows: (shipments) => shipments,
  parents: { order_id: () => orders },
  cells: {
    order_id: (shipment) => orders.id(shipment.number),
    shipment_number: (_shipment, _draw, _tenant, id) => `SHP-${String(id).padStart(8, '0')}`,
    status: (shipment) => (shipment.deliveredAt === undefined ? 'shipped' : 'delivered'),
    ship_to_name: (shipment) => shipment.receiver,
    ship_to_phone: (shipment) => shipment.phone,
    ship_to_email: (shipment) => shipment.email,
    ship_to_address: (shipment) => shipment.address,
    currency_code: (_shipment, _draw, tenant) => tenant.currency,
    is_residential: true,
    estimated_delivery_on: (shipment) => day(shipment.shippedAt + 3 * DAY),
    shipped_at: (shipment) => time(shipment.shippedAt),
    delivered_at: (shipment) => (shipment.deliveredAt === undefined ? null : time(shipment.deliveredAt)),
    idempotency_key: (_shipment, _draw, _tenant, id) => `demo-shipment-${id}`,
    created_by: (shipment) => shipment.staff,
    updated_by: (shipment) => (shipment.deliveredAt === undefined ? shipment.staff : null),
    created_at: (shipment) => time(shipment.shippedAt),
    updated_at: (shipment) => time(shipment.deliveredAt ?? shipment.shippedAt),
  },
});
