import { callsOf } from '@erp/client/call';
import { databaseErrorOf } from '@erp/client/errors';
import { type TenantSession, withTenant } from '@erp/client/knex';
import { fulfilment } from '@erp/fulfilment/calls';
import { orders } from '@erp/orders/calls';
import type { OrderItemsRow, OrderPaymentsRow, OrderStatusHistoryRow, OrdersRow } from '@erp/orders/tables';
import { products } from '@erp/products/calls';
import type { ProductRow } from '@erp/products/tables';
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

/** The orders of a tenant, and what can be sold. */
export interface OrdersPage {
  readonly orders: readonly OrdersRow[];
  readonly offered: readonly Pick<ProductRow, 'sku' | 'name'>[];
}

/** The latest orders of the tenant, and products to begin one with. */
export function latestOrders(knex: Knex, session: TenantSession, count = 50): Promise<OrdersPage> {
  return withTenant(
    knex,
    session,
    async (trx) => {
      const [orders, offered] = await Promise.all([
        trx('orders')
          .whereNull('deleted_at')
          .orderBy([
            { column: 'ordered_at', order: 'desc' },
            { column: 'id', order: 'desc' },
          ])
          .limit(count)
          .select('*'),
        trx('product')
          .where({ status: 'publish' })
          .whereNull('deleted_at')
          .orderBy('sku')
          .limit(count)
          .select('sku', 'name'),
      ]);
      return { orders, offered };
    },
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

/** By which the office finds what it has made. */
const SOURCE = 'office';

/**
 * A draft with one line of what has the SKU. The key of the form is unique among the orders of the office: sent twice, it
 * leads to the draft that is there.
 *
 * @returns number of the order.
 */
export async function createDraft(knex: Knex, session: TenantSession, form: Form): Promise<string> {
  const made = { source_platform: SOURCE, external_order_id: form.key ?? '' };
  try {
    return await send(knex, session, (trx) =>
      call.orders.createOrder(trx, {
        customerId: null,
        currencyCode: form.currency ?? 'EUR',
        lines: [{ sku: form.sku, quantity: form.quantity }],
        details: made,
      }),
    );
  } catch (error) {
    if (databaseErrorOf(error)?.constraint !== 'uq_orders_external_order_id') throw error;
    const [order] = await withTenant(knex, session, async (trx) => trx('orders').where(made).select('id'), {
      readOnly: true,
    });
    if (order === undefined) throw error;
    return order.id;
  }
}

/** What a person may do to an order. The key makes sure that a form which is sent twice does it once. */
const ACTIONS: Readonly<Record<string, (trx: Knex.Transaction, form: Form) => Promise<unknown>>> = {
  place: (trx, form) =>
    call.orders.placeOrder(trx, { orderId: form.order ?? '', idempotencyKey: form.key ?? '' }),
  pay: (trx, form) =>
    call.orders.recordPayment(trx, {
      orderId: form.order ?? '',
      amount: form.amount ?? '',
      method: 'bank_transfer',
      idempotencyKey: form.key ?? '',
    }),
  confirm: (trx, form) => call.orders.transitionOrder(trx, { orderId: form.order ?? '', to: 'confirmed' }),
  ship: (trx, form) =>
    call.fulfilment.shipOrder(trx, {
      orderId: form.order ?? '',
      lines: null,
      warehouseId: null,
      key: form.key ?? '',
    }),
  refund: (trx, form) =>
    call.orders.refundPayment(trx, {
      paymentId: form.payment ?? '',
      amount: form.amount ?? '',
      reason: form.reason ?? '',
      idempotencyKey: form.key ?? '',
    }),
};

/** Does one of the actions to an order; undefined where there is none of that name. */
export function act(
  knex: Knex,
  session: TenantSession,
  name: string,
  form: Form,
): Promise<unknown> | undefined {
  // What an object has of its nature, `toString` for one, is no action.
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  return action === undefined ? undefined : send(knex, session, (trx) => action(trx, form));
}

/** One call and its COMMIT, in one round trip. */
function send<Result>(
  knex: Knex,
  session: TenantSession,
  work: (trx: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
  return withTenant(knex, session, work, { oneTrip: true });
}

/** Fields of a form that was sent. */
export type Form = Readonly<Record<string, string | undefined>>;
