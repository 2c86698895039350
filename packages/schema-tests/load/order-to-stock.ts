import { call } from '@erp/testing/calls';
import type { TestDatabase } from '@erp/testing/database';
import type { Knex } from 'knex';
import type { Deed } from './busy-tenant.ts';
import { pickRows } from './pick-rows.ts';

/** A call of a function of schema app: its name, then its arguments. */
export type Step = readonly [name: string, ...values: unknown[]];

/** A deed that is, as a rule, one call on rows picked by chance; the same call again, with its key, has to answer the same. */
export interface KeyedDeed extends Deed {
  /** The call, or nothing where there is nothing to do; absent of a deed that is several calls. */
  readonly pick?: (trx: Knex.Transaction, key: string) => Promise<Step | undefined>;
}

/** Functions that return the number of the row that they made, and its table. */
export const MAKERS: Readonly<Record<string, string>> = {
  ship_order: 'fulfilment_shipments',
  receive_goods: 'goods_receipts',
  receive_return: 'fulfilment_returns',
  create_purchase_order: 'purchase_orders',
  open_case: 'order_items_after_sales',
};

/** Fills tenant a with two warehouses, a vendor, and products of which so many pieces lie in the first warehouse. */
export async function prepareGoods(database: TestDatabase, products: number, pieces: number): Promise<void> {
  const { a } = database.tenants;
  const { knex } = database;
  const own = { tenant_id: a.id };
  const place = { ...own, currency_code: 'EUR' };
  await knex('warehouse').insert([
    { ...place, code: 'MAIN', name: 'Main', is_default: true },
    { ...place, code: 'SHOP', name: 'Shop' },
  ]);
  await knex('vendors').insert({ ...place, code: 'ACME', name: 'Acme' });
  for (let i = 1; i <= products; i += 1) {
    const [product] = await knex('product')
      .insert({
        ...place,
        sku: `P-${i}`,
        name: `P ${i}`,
        retail_price: 10,
        // Every third waits for what is short; the others refuse.
        ...(i % 3 === 0 && { stock_policy: 'backorder' as const }),
      })
      .returning('id');
    await database.asTenant(a, (trx) =>
      call(trx, 'receive_stock', product?.id, pieces, `first ${i}`, null, null, 4),
    );
  }
}

/** What happens between an order and the stock: placing, paying, shipping, cancelling, returning, counting, buying. */
export function goodsDeeds(): readonly KeyedDeed[] {
  return [
    keyed('an order is placed', 6, async (trx, key) => {
      const order = await call<string>(trx, 'create_order', null, 'EUR', JSON.stringify(await basket(trx)));
      return ['place_order', order, key];
    }),
    keyed('an order is paid', 3, async (trx, key) => {
      const order = await one(
        trx,
        'orders',
        "balance > 0 AND status NOT IN ('draft', 'cancelled')",
        'balance',
      );
      return order && ['record_payment', order.id, order.balance, 'cash', key];
    }),
    keyed('an order is confirmed', 5, async (trx) => {
      const order = await one(trx, 'orders', "status = 'pending'");
      return order && ['transition_order', order.id, 'confirmed'];
    }),
    keyed('all that is left of an order is shipped', 4, async (trx, key) => {
      const order = await one(trx, 'orders', "status IN ('confirmed', 'processing')");
      return order && ['ship_order', order.id, null, null, key];
    }),
    keyed('a piece of an order is shipped', 3, async (trx, key) => {
      const line = await one(
        trx,
        'order_items',
        "order_stage = 'placed' AND shipped_quantity < quantity",
        'order_id',
      );
      const lines = JSON.stringify([{ order_item_id: line?.id, quantity: 1 }]);
      return line && ['ship_order', line.order_id, lines, null, key];
    }),
    keyed('a parcel arrives', 4, async (trx) => {
      const parcel = await one(trx, 'fulfilment_parcels', "status <> 'delivered'");
      return parcel && ['confirm_parcel_delivery', parcel.id, '2026-12-31T08:00:00Z'];
    }),
    keyed('an order is cancelled', 2, async (trx) => {
      const order = await one(trx, 'orders', "status IN ('pending', 'confirmed', 'processing')");
      return order && ['transition_order', order.id, 'cancelled'];
    }),
    keyed('a customer sends a piece back', 3, async (trx, key) => {
      const line = await one(trx, 'order_items', 'shipped_quantity > returned_quantity');
      return line && ['open_case', line.id, 'return', 1, key];
    }),
    keyed('a return is approved', 3, async (trx) => {
      const afterSales = await one(trx, 'order_items_after_sales', "status = 'inquiry'");
      return afterSales && ['transition_case', afterSales.id, 'approved'];
    }),
    keyed('a return arrives', 3, async (trx, key) => {
      const afterSales = await one(trx, 'order_items_after_sales', "status IN ('approved', 'received')");
      const outcome = key.endsWith('3') ? 'scrap' : 'restock';
      return afterSales && ['receive_return', afterSales.id, 1, outcome, key];
    }),
    keyed('a return is paid back', 2, async (trx, key) => {
      const afterSales = await one(trx, 'order_items_after_sales', "status = 'received'", 'order_id');
      const ofCase = `id = ${afterSales?.order_id ?? 0}`;
      const unpaid = await one(trx, 'orders', `balance > 0 AND ${ofCase}`, 'balance');
      // What was never paid is not paid back.
      if (unpaid !== undefined)
        await call(trx, 'record_payment', unpaid.id, unpaid.balance, 'cash', `${key}/paid`);
      return afterSales && ['refund_case', afterSales.id, 1, key];
    }),
    keyed('goods that arrived go to those who wait', 2, async () => ['allocate_backorders']),
    keyed('a purchase order is written', 2, async (trx, key) => {
      const vendor = await one(trx, 'vendors', 'true');
      const lines = (await basket(trx)).map((line) => ({ ...line, unit_cost: 4 }));
      return vendor && ['create_purchase_order', vendor.id, 'EUR', JSON.stringify(lines), key];
    }),
    keyed('a purchase order is changed', 1, async (trx) => {
      const order = await one(trx, 'purchase_orders', "status = 'draft'");
      const lines = (await basket(trx)).map((line) => ({ ...line, unit_cost: 4 }));
      return order && ['change_purchase_order', order.id, JSON.stringify(lines)];
    }),
    keyed('goods are ordered', 2, async (trx) => {
      const order = await one(trx, 'purchase_orders', "status = 'draft'");
      return order && ['order_goods', order.id];
    }),
    keyed('all goods of a purchase order arrive', 2, async (trx, key) => {
      const order = await one(trx, 'purchase_orders', "status IN ('ordered', 'partially_received')");
      return order && ['receive_goods', order.id, null, key];
    }),
    keyed('a piece of a purchase order arrives', 2, async (trx, key) => {
      const line = await one(trx, 'purchase_order_lines', 'open_quantity > 0', 'purchase_order_id');
      const lines = JSON.stringify([{ purchase_order_line_id: line?.id, quantity: 1 }]);
      return line && ['receive_goods', line.purchase_order_id, lines, key];
    }),
    keyed('a purchase order is given up', 1, async (trx) => {
      const order = await one(
        trx,
        'purchase_orders',
        "status IN ('ordered', 'partially_received')",
        'status',
      );
      return (
        order && ['transition_purchase_order', order.id, order.status === 'ordered' ? 'cancelled' : 'closed']
      );
    }),
    keyed('pieces go to the other warehouse', 1, async (trx, key) => {
      const product = await one(trx, 'product', 'true');
      const [from, to] = await pickRows(trx, 'warehouse', 2);
      return ['transfer_stock', product?.id, 1, from?.id, to?.id, key];
    }),
    keyed('a piece is found broken', 1, async (trx, key) => {
      const product = await one(trx, 'product', 'true');
      return ['adjust_stock', product?.id, -1, 'Broken.', key];
    }),
    {
      name: 'a product is counted',
      weight: 1,
      async run(trx) {
        const product = await one(trx, 'product', 'true');
        const ids = trx.raw('ARRAY[?::bigint]', [product?.id as string]);
        const count = await call<string>(trx, 'start_stock_count', null, ids);
        const stock = await one(trx, 'stock', `product_id = ${product?.id}`, 'on_hand');
        await call(trx, 'count_stock', count, product?.id, stock?.on_hand);
        return call(trx, 'close_stock_count', count);
      },
    },
  ];
}

function keyed(name: string, weight: number, pick: NonNullable<KeyedDeed['pick']>): KeyedDeed {
  const run: Deed['run'] = async (trx, key) => {
    const step = await pick(trx, key);
    if (step === undefined) throw Object.assign(new Error('Nothing to do.'), { code: 'P0002' });
    const [of, ...values] = step;
    return call(trx, of, ...values);
  };
  return { name, weight, pick, run };
}

/** One to three products in an order of chance, a few pieces of each. */
async function basket(trx: Knex.Transaction): Promise<{ product_id: string; quantity: number }[]> {
  const { rows } = await trx.raw(
    `SELECT id AS product_id, ceil(random() * 3)::int AS quantity
       FROM (SELECT id FROM product ORDER BY id) p ORDER BY random() LIMIT ceil(random() * 3)`,
  );
  return rows;
}

/** Some row that there is now, perhaps not any more a moment later. */
async function one(
  trx: Knex.Transaction,
  table: string,
  condition: string,
  column = 'id',
): Promise<Record<string, string> | undefined> {
  const [row] = await pickRows(trx, table, 1, condition, `id, ${column}`);
  return row;
}

/** Queries that find what was lost, booked twice, or promised and not there. */
export const GOODS_SUMS: Readonly<Record<string, string>> = {
  'stock is the sum of its movements, never below zero': `
    SELECT s.id FROM stock s
    WHERE s.on_hand < 0 OR s.on_hand <> (
      SELECT coalesce(sum(m.quantity), 0) FROM stock_movement m WHERE m.tenant_id = s.tenant_id AND m.stock_id = s.id)`,
  'no more is reserved than lies there, and it is kept for lines of orders': `
    SELECT s.id FROM stock s
    WHERE s.reserved > s.on_hand OR s.reserved <> (
      SELECT coalesce(sum(r.open_quantity), 0) FROM stock_reservation r
      WHERE r.tenant_id = s.tenant_id AND r.stock_id = s.id AND r.status = 'open')`,
  'lines have reserved what stock keeps for their order': `
    SELECT i.order_id FROM order_items i GROUP BY i.tenant_id, i.order_id
    HAVING sum(i.reserved_quantity) <> (
      SELECT coalesce(sum(r.open_quantity), 0) FROM stock_reservation r
      WHERE r.tenant_id = i.tenant_id AND r.source_type = 'sales_order' AND r.source_id = i.order_id AND r.status = 'open')`,
  'no line has shipped more than was ordered': `
    SELECT i.id FROM order_items i
    WHERE i.shipped_quantity > i.quantity OR i.shipped_quantity <> (
      SELECT coalesce(sum(l.quantity), 0) FROM fulfilment_shipment_lines l
      WHERE l.tenant_id = i.tenant_id AND l.order_item_id = i.id)`,
  'every piece that was shipped has left stock, once': `
    SELECT i.order_id, i.product_id FROM order_items i
    WHERE i.product_id IS NOT NULL GROUP BY i.tenant_id, i.order_id, i.product_id
    HAVING sum(i.shipped_quantity) <> (
      SELECT -coalesce(sum(m.quantity), 0) FROM stock_movement m
      JOIN stock s ON s.tenant_id = m.tenant_id AND s.id = m.stock_id
      WHERE m.tenant_id = i.tenant_id AND m.source_type = 'sales_order' AND m.source_id = i.order_id
        AND s.product_id = i.product_id)`,
  'every piece that was restocked is in stock again, once': `
    SELECT c.order_id FROM order_items_after_sales c GROUP BY c.tenant_id, c.order_id
    HAVING sum(c.restocked_quantity) <> (
      SELECT coalesce(sum(m.quantity), 0) FROM stock_movement m
      WHERE m.tenant_id = c.tenant_id AND m.source_type = 'customer_return' AND m.source_id = c.order_id)`,
  'every piece that was received is in stock, once': `
    SELECT l.purchase_order_id FROM purchase_order_lines l GROUP BY l.tenant_id, l.purchase_order_id
    HAVING sum(l.received_quantity) <> (
      SELECT coalesce(sum(m.quantity), 0) FROM stock_movement m
      WHERE m.tenant_id = l.tenant_id AND m.source_type = 'purchase_order' AND m.source_id = l.purchase_order_id)`,
  'what is inbound is what is still ordered': `
    SELECT s.id FROM stock s
    WHERE s.inbound <> (
      SELECT coalesce(sum(l.open_quantity), 0) FROM purchase_order_lines l
      WHERE l.tenant_id = s.tenant_id AND l.product_id = s.product_id AND l.warehouse_id = s.warehouse_id)`,
  'no more is paid back than was paid': `
    SELECT o.id FROM orders o
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(p.amount) FILTER (WHERE p.kind = 'payment'), 0),
        coalesce(sum(p.amount) FILTER (WHERE p.kind = 'refund'), 0)
      FROM order_payments p WHERE p.tenant_id = o.tenant_id AND p.order_id = o.id AND p.status = 'paid'
    ) AS p (paid, refunded)
    WHERE o.total_refunded > o.total_paid OR o.total_paid > o.total
      OR (o.total_paid, o.total_refunded) IS DISTINCT FROM (p.paid, p.refunded)`,
};
