import type { DemoTenant } from '@erp/kit/demo-tenant';
import type { Draw } from '@erp/kit/draw';
import { factory } from '@erp/kit/factory';
import { DAY, time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { saleCount } from '@erp/orders/demo';
import { orders } from '@erp/orders/factories/orders';
import { carrierOf, MOST, type Parcel, shipmentsOf, trackingNumber } from '../demo/parcels.ts';
import { fulfilmentShipments } from './fulfilment-shipments.ts';
import '../tables.ts';

/** What parcels are made of: a jeweler's fit into an envelope, larger ones go into boxes. */
function packageOf({ trade }: DemoTenant, { lines }: Parcel) {
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return trade === 'jewelry' ? (pieces === 1 ? ENVELOPE : SMALL_BOX) : pieces < 3 ? SMALL_BOX : BOX;
}

const ENVELOPE = { code: 'envelope', empty: 30, size: [230, 160, 30] } as const;
const SMALL_BOX = { code: 'small_box', empty: 180, size: [300, 200, 120] } as const;
const BOX = { code: 'box', empty: 420, size: [400, 300, 250] } as const;

/** Grams that a piece weighs. */
function weightOf({ trade }: DemoTenant, draw: Draw): number {
  if (trade === 'jewelry') return draw.integer(5, 60);
  return trade === 'food' ? draw.integer(180, 900) : draw.integer(300, 1_900);
}

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
    service: (_each, _draw, _tenant, id) => (id % 10 === 3 ? 'express' : 'standard'),
    tracking_number: (_each, _draw, _tenant, id) => trackingNumber(id),
    tracking_url: (_each, _draw, tenant, id) =>
      `https://${carrierOf(tenant).replaceAll('_', '-')}.example.com/track/${trackingNumber(id)}`,
    package_code: ({ parcel }, _draw, tenant) => packageOf(tenant, parcel).code,
    weight_grams: ({ parcel }, draw, tenant) => {
      const pieces = parcel.lines.reduce((sum, { quantity }) => sum + quantity, 0);
      return packageOf(tenant, parcel).empty + pieces * weightOf(tenant, draw);
    },
    length_mm: ({ parcel }, _draw, tenant) => packageOf(tenant, parcel).size[0],
    width_mm: ({ parcel }, _draw, tenant) => packageOf(tenant, parcel).size[1],
    height_mm: ({ parcel }, _draw, tenant) => packageOf(tenant, parcel).size[2],
    requires_signature: (_each, _draw, tenant) => tenant.trade === 'jewelry',
    requires_insurance: (_each, _draw, tenant) => tenant.trade === 'jewelry',
    estimated_cost: (_each, _draw, _tenant, id) => (id % 10 === 3 ? '9.90' : '4.90'),
    actual_cost: (_each, draw, _tenant, id) => money((id % 10 === 3 ? 500 : 0) + draw.integer(390, 790)),
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
