import { callsOf } from '@erp/client/call';
import { type TenantSession, withTenant } from '@erp/client/knex';
import { fulfilment } from '@erp/fulfilment/calls';
import { orders } from '@erp/orders/calls';
import type { OrderItemsRow, OrderPaymentsRow, OrderStatusHistoryRow, OrdersRow } from '@erp/orders/tables';
import { products } from '@erp/products/calls';
import type { Knex } from 'knex';
import '@erp/orders/tables';
import '@erp/products/tables';

const call = callsOf({ fulfilment, orders, products });

/** An order with all that its page shows. */
export interface OrderPage {
  readonly order: OrdersRow;
  readonly lines: readonly (OrderItemsRow & { readonly available: number | undefined })[];
  readonly payments: readonly OrderPaymentsRow[];
  readonly history: readonly OrderStatusHistoryRow[];
}

/** The latest orders of the tenant. */
export function latestOrders(knex: Knex, session: TenantSession, count = 50): Promise<OrdersRow[]> {
  return withTenant(
    knex,
    session,
    async (trx) =>
      trx('orders')
        .whereNull('deleted_at')
        .orderBy([
          { column: 'ordered_at', order: 'desc' },
          { column: 'id', order: 'desc' },
        ])
        .limit(count)
        .select('*'),
    { readOnly: true },
  );
}

/** One order; undefined where the tenant has none of that number. Its four questions travel together. */
export function readOrder(knex: Knex, session: TenantSession, id: string): Promise<OrderPage | undefined> {
  return withTenant(
    knex,
    session,
    async (trx) => {
      const [order, lines, payments, history] = await Promise.all([
        trx('orders').where({ id }).whereNull('deleted_at').first(),
        trx('order_items').where({ order_id: id }).orderBy('id').select('*'),
        trx('order_payments').where({ order_id: id }).orderBy('id').select('*'),
        trx('order_status_history').where({ order_id: id }).orderBy('id').select('*'),
      ]);
      if (order === undefined) return undefined;
      const stock = await Promise.all(lines.map((line) => availableOf(trx, line)));
      return {
        order,
        lines: lines.map((line, at) => ({ ...line, available: stock[at] })),
        payments,
        history,
      };
    },
    { readOnly: true },
  );
}

/** Pieces of what a line sells that could be had now, in all warehouses; undefined for what is in no catalog. */
async function availableOf(trx: Knex.Transaction, line: OrderItemsRow): Promise<number | undefined> {
  if (line.product_id === null) return undefined;
  const levels = await call.products.stockLevels(trx, { productId: line.product_id });
  const own = levels.filter((level) => level.product_variant_id === line.product_variant_id);
  return own.reduce((sum, { available }) => sum + (available ?? 0), 0);
}

/** What a person may do to an order. The key makes sure that a form which is sent twice does it once. */
export const actions = {
  /** A draft with one line of what has the SKU. */
  create: (trx: Knex.Transaction, form: Form) =>
    call.orders.createOrder(trx, {
      customerId: null,
      currencyCode: form.currency ?? 'EUR',
      lines: [{ sku: form.sku, quantity: Number(form.quantity) }],
    }),
  place: (trx: Knex.Transaction, form: Form) =>
    call.orders.placeOrder(trx, { orderId: form.order ?? '', idempotencyKey: form.key ?? '' }),
  pay: (trx: Knex.Transaction, form: Form) =>
    call.orders.recordPayment(trx, {
      orderId: form.order ?? '',
      amount: form.amount ?? '',
      method: 'bank_transfer',
      idempotencyKey: form.key ?? '',
    }),
  confirm: (trx: Knex.Transaction, form: Form) =>
    call.orders.transitionOrder(trx, { orderId: form.order ?? '', to: 'confirmed' }),
  ship: (trx: Knex.Transaction, form: Form) =>
    call.fulfilment.shipOrder(trx, {
      orderId: form.order ?? '',
      lines: null,
      warehouseId: null,
      key: form.key ?? '',
    }),
  refund: (trx: Knex.Transaction, form: Form) =>
    call.orders.refundPayment(trx, {
      paymentId: form.payment ?? '',
      amount: form.amount ?? '',
      reason: form.reason ?? '',
      idempotencyKey: form.key ?? '',
    }),
};

/** Fields of a form that was sent. */
export type Form = Readonly<Record<string, string | undefined>>;
