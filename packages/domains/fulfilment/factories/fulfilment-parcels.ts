import { factory } from '@erp/kit/factory';
import { DAY, time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { saleCount } from '@erp/orders/demo';
import { orders } from '@erp/orders/factories/orders';
import { carrierOf, MOST, shipmentsOf, trackingNumber } from '../demo/parcels.ts';
import { fulfilmentShipments } from './fulfilment-shipments.ts';
import '../tables.ts';

/** The parcels of shipments, with what their carriage cost. */
export const fulfilmentParcels = factory('fulfilment_parcels', {
  count: saleCount,
  story: shipmentsOf,
  most: MOST.parcels,
  rows: (shipments) =>
    shipments.flatMap((shipment) => shipment.parcels.map((parcel) => ({ shipment, parcel }))),
  parents: {
    shipment_id: () => fulfilmentShipments,
    order_id: { from: 'shipment_id', column: 'order_id' },
  },
  cells: {
    order_id: ({ shipment }) => orders.id(shipment.number),
    shipment_id: ({ shipment }) => fulfilmentShipments.id(shipment.number),
    parcel_number: ({ parcel }) => parcel.index + 1,
    status: ({ parcel }) => parcel.events.at(-1)?.status ?? 'packed',
    carrier: (_each, _draw, tenant) => carrierOf(tenant),
    service: (_each, draw) => (draw.chance(0.1) ? 'express' : 'standard'),
    tracking_number: (_each, _draw, _tenant, id) => trackingNumber(id),
    tracking_url: (_each, _draw, tenant, id) =>
      `https://${carrierOf(tenant).replaceAll('_', '-')}.example.com/track/${trackingNumber(id)}`,
    package_code: (_each, draw) => draw.pick(['envelope', 'small_box', 'box']),
    weight_grams: (_each, draw) => draw.integer(80, 4_500),
    length_mm: (_each, draw) => draw.integer(120, 600),
    width_mm: (_each, draw) => draw.integer(100, 400),
    height_mm: (_each, draw) => draw.integer(20, 300),
    requires_signature: (_each, _draw, tenant) => tenant.trade === 'jewelry',
    requires_insurance: (_each, _draw, tenant) => tenant.trade === 'jewelry',
    estimated_cost: '4.90',
    actual_cost: (_each, draw) => money(draw.integer(390, 790)),
    insurance_amount: (_each, _draw, tenant) => (tenant.trade === 'jewelry' ? '1.50' : '0.00'),
    label_format: 'pdf',
    label_expires_at: ({ shipment }) => time(shipment.shippedAt + 30 * DAY),
    label_printed_at: ({ shipment }) => time(shipment.shippedAt),
    delivered_at: ({ shipment }) => (shipment.deliveredAt === undefined ? null : time(shipment.deliveredAt)),
    created_by: ({ shipment }) => shipment.staff,
    // The last change is what the carrier told, which nobody here noted.
    updated_by: null,
    created_at: ({ shipment }) => time(shipment.shippedAt),
    updated_at: ({ parcel, shipment }) => time(parcel.events.at(-1)?.at ?? shipment.shippedAt),
  },
});
