import { handleOf } from '@erp/crm/demo';
import { personalAddresses } from '@erp/crm/factories/personal-addresses';
import type { OrderStatus } from '@erp/demo-world/order-course';
import { personOfCustomer } from '@erp/demo-world/people';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { time } from '@erp/kit/moment';
import { addressesFor, type Sale, saleOf } from './sales.ts';

type Address = ReturnType<typeof addressesFor>['addresses'][number];

/** When the order came into a status for the first time. */
export const since = (status: OrderStatus) => (sale: Sale) => {
  const step = sale.path.find((each) => each.status === status);
  return step === undefined ? null : time(step.at);
};

/** A sale with the addresses that it and its bill are sent to: their ids, and what they said when it was placed. */
export interface PlacedSale extends Sale {
  readonly addressId: number;
  readonly address: object;
  /** The town that it is sent to. */
  readonly town: string | null;
  readonly billingId: number;
  readonly billing: object;
}

/** The sale with a number, and where it is sent to; the bill goes to where the customer lives. */
export function placedSale(tenant: DemoTenant, number: number): PlacedSale {
  const sale = saleOf(tenant, number);
  const { person, addresses } = addressesFor(tenant, sale);
  const last = addresses.length - 1;
  const noted = (index: number) => (sale.status === 'draft' ? {} : asNoted(tenant, addresses[index]));
  return {
    ...sale,
    addressId: personalAddresses.id(person, last),
    address: noted(last),
    town: addresses[last]?.city.name ?? null,
    billingId: personalAddresses.id(person, 0),
    billing: noted(0),
  };
}

/** The e-mail address or the number of whoever bought, as far as crm has one. */
export function buyerHandle(tenant: DemoTenant, { customer }: Sale, type: 'email' | 'phone'): string | null {
  return handleOf(tenant, personOfCustomer(tenant, customer), type) ?? null;
}

function asNoted(tenant: DemoTenant, address: Address | undefined): object {
  if (address === undefined) return {};
  return {
    address_line1: address.line1,
    ...(address.line2 === null ? {} : { address_line2: address.line2 }),
    city: address.city.name,
    ...(address.city.state === null ? {} : { state: address.city.state }),
    postal_code: address.city.postalCode,
    country: tenant.country,
  };
}

/** What customers write to their orders. */
export const NOTES = [
  'Please ring twice.',
  'It is a gift: no invoice in the parcel.',
  'Leave it with the neighbor.',
  'Please call before you come.',
  'The bell is broken, please knock.',
  'Best in the afternoon.',
  'Please wrap it as a present.',
  'No hurry, next week is fine.',
  'The house is at the back of the yard.',
  'Please put a card inside: from all of us.',
  'The gate is open by day.',
  'The name on the bell is another one.',
  'Beware of the dog, it only barks.',
  'Please use little packaging.',
];

/** How many end their note. */
export const ENDINGS = [
  'Thank you!',
  'Many thanks in advance.',
  'I am looking forward to it.',
  'Kind regards.',
  'Write to me if anything is unclear.',
  'You have helped me before.',
  'It is important to me.',
  'Only if it is no trouble.',
];
