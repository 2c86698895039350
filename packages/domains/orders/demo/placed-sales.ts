import { personalAddresses } from '@erp/crm/factories/personal-addresses';
import type { OrderStatus } from '@erp/demo-world/order-course';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { time } from '@erp/kit/moment';
import { type Sale, saleOf, shippingAddress } from './sales.ts';

/** When the order came into a status for the first time. */
export const since = (status: OrderStatus) => (sale: Sale) => {
  const step = sale.path.find((each) => each.status === status);
  return step === undefined ? null : time(step.at);
};

/** A sale with the address that it is sent to: its id, and what it said when the order was placed. */
export interface PlacedSale extends Sale {
  readonly addressId: number;
  readonly address: object;
}

/** The sale with a number, and where it is sent to. */
export function placedSale(tenant: DemoTenant, number: number): PlacedSale {
  const sale = saleOf(tenant, number);
  const { person, index, address } = shippingAddress(tenant, sale);
  return {
    ...sale,
    addressId: personalAddresses.id(person, index),
    address:
      sale.status === 'draft' || address === undefined
        ? {}
        : {
            address_line1: address.line1,
            ...(address.line2 === null ? {} : { address_line2: address.line2 }),
            city: address.city.name,
            ...(address.city.state === null ? {} : { state: address.city.state }),
            postal_code: address.city.postalCode,
            country: tenant.country,
          },
  };
}

/** What customers write to their orders. */
export const NOTES = [
  'Please ring twice.',
  'It is a gift: no invoice in the parcel.',
  'Leave it with the neighbor.',
];
