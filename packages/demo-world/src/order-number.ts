import type { DemoTenant } from '@erp/kit/demo-tenant';
import { firstSlotOf } from './sales-clock.ts';

/** How order numbers are written: the sequence of every demo tenant, without periods. */
export const ORDER_NUMBERS = { prefix: 'ORD-', digits: 8 } as const;

/**
 * The number of a demo order, as app.next_document_number writes one in such a sequence: the one that it has as long as
 * there is one unit of scale. With more of them the orders are numbered anew by when they were placed.
 *
 * @param slot of the sale, from 0.
 */
export function orderNumber(slot: number): string {
  return `${ORDER_NUMBERS.prefix}${String(slot + 1).padStart(ORDER_NUMBERS.digits, '0')}`;
}

/** The number of the first order of a customer, counted from 0. */
export function firstOrderNumber(tenant: DemoTenant, customer: number): string {
  return orderNumber(firstSlotOf(tenant, customer));
}
