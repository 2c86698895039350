import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { saleCount } from '@erp/orders/demo';
import { orderItems } from '@erp/orders/factories/order-items';
import { orders } from '@erp/orders/factories/orders';
import { MOST, shipmentsOf } from '../demo/parcels.ts';
import { fulfilmentParcels } from './fulfilment-parcels.ts';
import { fulfilmentShipments } from './fulfilment-shipments.ts';
import '../tables.ts';

/** A parcel of an order that has a line, which goes with it: what is packed is of the order that is shipped. */
const parcelForALine: typeof fulfilmentParcels = {
  ...fulfilmentParcels,
  async create(trx) {
    const { id: order_item_id, order_id } = (await orderItems.create(trx)) as {
      id: string;
      order_id: string;
    };
    const shipment = await fulfilmentShipments.create(trx, { order_id });
    const shipment_id = shipment.id as string;
    return { ...(await fulfilmentParcels.create(trx, { order_id, shipment_id })), order_item_id };
  },
};

/** Which pieces are in which parcel; a row has the number of its line of the order. */
export const fulfilmentShipmentLines = factory('fulfilment_shipment_lines', {
  count: saleCount,
  story: shipmentsOf,
  most: MOST.lines,
  rows: (shipments) =>
    shipments.flatMap((shipment) =>
      shipment.parcels.flatMap((parcel) => parcel.lines.map((line) => ({ shipment, parcel, line }))),
    ),
  parents: {
    parcel_id: () => parcelForALine,
    shipment_id: { from: 'parcel_id', column: 'shipment_id' },
    order_id: { from: 'parcel_id', column: 'order_id' },
    order_item_id: { from: 'parcel_id', column: 'order_item_id' },
  },
  cells: {
    order_id: ({ shipment }) => orders.id(shipment.number),
    shipment_id: ({ shipment }) => fulfilmentShipments.id(shipment.number),
    parcel_id: ({ shipment, parcel }) => fulfilmentParcels.id(shipment.number, parcel.index),
    order_item_id: ({ shipment, line }) => orderItems.id(shipment.number, line.index),
    quantity: ({ line }) => line.quantity,
    created_at: ({ shipment }) => time(shipment.shippedAt),
    updated_at: ({ shipment }) => time(shipment.shippedAt),
  },
});
