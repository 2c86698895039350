import { person, personOfCustomer } from '@erp/demo-world/people';
import { daytimeFrom } from '@erp/demo-world/roster';
import { type DemoTenant, shared } from '@erp/kit/demo-tenant';
import { HOUR } from '@erp/kit/moment';
import { buyerHandle, LIMITS, type Line, placedSale } from '@erp/orders/demo';

/** The most parcels that a shipment has, events that a parcel has, and lines that a shipment has. */
export const MOST = { parcels: 2, events: 4, lines: LIMITS.lines } as const;

/** A shipment as all its tables see it: an order of the demo leaves as a whole. */
export interface Shipment {
  /** Number of the sale, from 0. */
  readonly number: number;
  readonly shippedAt: number;
  readonly deliveredAt: number | undefined;
  readonly receiver: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly address: object;
  readonly town: string | null;
  readonly staff: number | null;
  readonly parcels: readonly Parcel[];
}

/** A parcel of a shipment. */
export interface Parcel {
  readonly shipment: number;
  /** Among the parcels of the shipment, from 0. */
  readonly index: number;
  readonly lines: readonly Line[];
  readonly events: readonly ParcelEvent[];
}

/** Something that the carrier told. */
export interface ParcelEvent {
  readonly index: number;
  readonly status: 'announced' | 'in_transit' | 'out_for_delivery' | 'delivered';
  readonly at: number;
}

/** What left for a sale with a number; nothing of one that has not been shipped. */
export const shipmentsOf = shared((tenant, number): readonly Shipment[] => {
  const sale = placedSale(tenant, number);
  const shipped = sale.path.find((step) => step.status === 'shipped');
  if (shipped === undefined) return [];
  const { at: shippedAt, by: staff } = shipped;
  const deliveredAt = sale.path.find((step) => step.status === 'delivered')?.at;
  const events = eventsOf(tenant, shippedAt, deliveredAt);
  const { firstName, lastName } = person(tenant, personOfCustomer(tenant, sale.customer));
  const parcels = packed(sale.lines).map((lines, index) => ({ shipment: number, index, lines, events }));
  const receiver = `${firstName} ${lastName}`;
  return [
    {
      number,
      shippedAt,
      deliveredAt,
      receiver,
      phone: buyerHandle(tenant, sale, 'phone'),
      email: buyerHandle(tenant, sale, 'email'),
      address: sale.address,
      town: sale.town,
      staff,
      parcels,
    },
  ];
});

/** One parcel; from three lines on the last one goes by itself. */
function packed(lines: readonly Line[]): readonly (readonly Line[])[] {
  return lines.length < 3 ? [lines] : [lines.slice(0, -1), lines.slice(-1)];
}

function eventsOf(
  tenant: DemoTenant,
  shippedAt: number,
  deliveredAt: number | undefined,
): readonly ParcelEvent[] {
  const told: Omit<ParcelEvent, 'index'>[] = [{ status: 'announced', at: shippedAt }];
  const leaves = daytimeFrom(tenant, shippedAt + 2 * HOUR, 9, 20);
  if (leaves < (deliveredAt ?? tenant.until)) told.push({ status: 'in_transit', at: leaves });
  if (deliveredAt !== undefined) {
    if (deliveredAt - 2 * HOUR > leaves)
      told.push({ status: 'out_for_delivery', at: deliveredAt - 2 * HOUR });
    told.push({ status: 'delivered', at: deliveredAt });
  }
  return told.map((event, index) => ({ ...event, index }));
}

/** Who carries parcels in a country. */
export function carrierOf(tenant: DemoTenant): string {
  return CARRIERS[tenant.country] ?? 'parcel_service';
}

const CARRIERS: Readonly<Record<string, string>> = {
  DE: 'dhl',
  GB: 'royal_mail',
  GR: 'elta_courier',
  US: 'usps',
};

/** Number of a parcel, by its id, at its carrier. */
export function trackingNumber(parcel: number): string {
  return `P${String(parcel).padStart(12, '0')}`;
}
