import { firstSlotOf } from './sales-clock.ts';

/** How order numbers are written: the sequence of every demo tenant, without periods. */
export const ORDER_NUMBERS = { prefix: 'ORD-', digits: 8 } as const;

/**
 * The number of a demo order, as app.next_document_number writes one in such a sequence.
 *
 * @param slot of the sale, from 0.
 */
export function orderNumber(slot: number): string {
  return `${ORDER_NUMBERS.prefix}${String(slot + 1).padStart(ORDER_NUMBERS.digits, '0')}`;
}

/** The number of the first order of a customer, counted from 0. */
export function firstOrderNumber(customer: number): string {
  return orderNumber(firstSlotOf(customer));
}
