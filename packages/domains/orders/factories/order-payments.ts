import { factory } from '@erp/kit/factory';
import { DAY, day, time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { casesOf, isRefundedByCase } from '../demo/after-sales-cases.ts';
import { LIMITS, type Payment, type Sale, saleCount, saleOf } from '../demo/sales.ts';
import { say } from '../demo/texts/words.ts';
import { orders } from './orders.ts';
import '../tables.ts';

interface OrderPayment extends Payment {
  readonly sale: Sale;
  readonly index: number;
}

/** What came in, what was promised, what failed and what went back. */
export const orderPayments = factory('order_payments', {
  count: saleCount,
  story: saleOf,
  most: LIMITS.payments,
  rows: (sale): readonly OrderPayment[] =>
    sale.payments.map((payment, index) => ({ ...payment, sale, index })),
  parents: { order_id: () => orders },
  // A promise asks nothing of an order; money that came would have to fit to its lines.
  alone: { kind: 'payment', status: 'pending', parent_payment_id: null, transaction_id: null, paid_at: null },
  cells: {
    order_id: (payment) => orders.id(payment.sale.number),
    currency_code: (_payment, _draw, tenant) => tenant.currency,
    kind: (payment) => payment.kind,
    parent_payment_id: (payment) =>
      payment.follows === undefined ? null : paymentId(payment.sale, payment.follows),
    payment_method: (payment) => payment.method,
    amount: (payment) => money(payment.cents),
    status: (payment) => payment.status,
    idempotency_key: (payment) =>
      isByCase(payment)
        ? `case:${caseNumber(payment.sale)}/demo/1`
        : `demo-${payment.sale.number + 1}-${payment.index + 1}`,
    provider: (payment) => providerOf(payment),
    // Cash and what a carrier brings have no number at a provider.
    transaction_id: (payment) =>
      payment.status === 'paid' && providerOf(payment) !== 'manual' && !isByCase(payment)
        ? `tx-${payment.sale.number + 1}-${payment.index + 1}`
        : null,
    due_date: (payment) => (payment.status === 'pending' ? day(payment.at + 3 * DAY) : null),
    paid_at: (payment) => (payment.status === 'paid' ? time(payment.at) : null),
    is_deposit: (payment) => payment.deposit,
    reason: (payment, _draw, tenant) =>
      say(
        tenant,
        payment.kind === 'refund'
          ? isByCase(payment)
            ? (casesOf(payment.sale, tenant)[0]?.reason ?? null)
            : refundReason(payment.sale)
          : payment.status === 'failed'
            ? 'Declined by the bank.'
            : null,
      ),
    created_by: (payment) => payment.by,
    created_at: (payment) => time(payment.at),
  },
});

/** Who takes the money for the tenant; what is promised comes by hand until it comes. */
function providerOf({ method, status }: OrderPayment): string {
  return status === 'pending' ? 'manual' : (PROVIDERS[method] ?? 'manual');
}

const PROVIDERS: Readonly<Partial<Record<OrderPayment['method'], string>>> = {
  credit_card: 'stripe',
  e_wallet: 'adyen',
  paypal: 'paypal',
};

/** Whether it goes back by a case, which knows no transaction of a provider. */
function isByCase({ kind, sale }: OrderPayment): boolean {
  return kind === 'refund' && isRefundedByCase(sale);
}

/** The case of a sale that has one on its first line. */
function caseNumber(sale: Sale): number {
  return sale.number * LIMITS.lines + 1;
}

function paymentId(sale: Sale, index: number): number {
  return sale.number * LIMITS.payments + index + 1;
}

/** Why money went back that no case gave back. */
function refundReason({ status }: Sale): string {
  if (status === 'cancelled') return 'The order was cancelled.';
  return status === 'refunded' ? 'Goods came back.' : 'A gesture of goodwill.';
}
