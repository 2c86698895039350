import type { OrderStatus } from '@erp/demo-world/order-course';
import { keyed } from '@erp/kit/draw';

/** Why an order came into a status, in English; null where that goes without saying. */
export const reasonFor = keyed('orders.reasons', (draw) => {
  const cancelled = draw.pick(CANCELLED);
  const held = draw.pick(HELD);
  return (status: OrderStatus): string | null =>
    status === 'cancelled'
      ? cancelled
      : status === 'on_hold'
        ? held
        : status === 'refunded'
          ? 'Goods came back.'
          : null;
});

const CANCELLED = [
  'Ordered twice by mistake.',
  'Changed their mind.',
  'Found it elsewhere.',
  'Would have come too late.',
  'Wants another size of it.',
];
const HELD = [
  'Waits for the rest of the goods.',
  'The address has to be asked for.',
  'The customer is away.',
];
