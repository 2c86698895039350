import { inDomain } from '@erp/testing/in-domain';
import { costOf } from '@erp/testing/statement-cost';
import { stocks } from '../test-factories.ts';
import { discrepancies, newProduct, newWarehouse, stockOf } from './goods.ts';

const { database, a, b } = inDomain('products', {
  // Rows that these tests write by hand.
  broken: ['products/default_warehouse'],
});

/** A stock row as an import brings it, and a movement of it. */
async function importedStock(figures: Readonly<Record<string, number>> = {}) {
  const product = await newProduct(database, a);
  const warehouse = await newWarehouse(database, a);
  const place = { tenant_id: a.id, product_id: product, warehouse_id: warehouse };
  const { id } = await stocks.create(database.knex, { ...place, ...figures });
  return { product, warehouse, id };
}

/** Movements of a stock that come in one statement, in which no order counts: only functions write them otherwise. */
const importMovements = (stockId: string, ...quantities: number[]) =>
  database.knex('stock_movement').insert(
    quantities.map((quantity) => ({
      tenant_id: a.id,
      stock_id: stockId,
      kind: quantity > 0 ? ('receipt' as const) : ('shipment' as const),
      quantity,
      unit_cost: 2,
      value_change: 2 * quantity,
    })),
  );

const importReservation = (stockId: string, quantity: number) =>
  database
    .knex('stock_reservation')
    .insert({ tenant_id: a.id, stock_id: stockId, quantity, source_key: `old ${stockId}` });

/** Runs as the role of imports. */
const asService = (sql: string) =>
  database.knex.transaction(async (trx) => {
    await trx.raw('SET LOCAL ROLE erp_service');
    return trx.raw(sql);
  });

test('history without figures makes them', async () => {
  const { product, warehouse, id } = await importedStock();
  await importMovements(id, -3, 10);
  await importReservation(id, 4);
  expect(await stockOf(database, product, warehouse)).toMatchObject({
    on_hand: 7,
    reserved: 4,
    stock_value: '14.0000',
  });
});

test('history that brings its figures along causes no update of them', async () => {
  const { product, warehouse, id } = await importedStock({ on_hand: 7, reserved: 4, stock_value: 14 });
  const version = async () =>
    (await database.knex('stock').where({ id }).select(database.knex.raw('ctid::text')).first()) as unknown;
  const before = await version();
  await importMovements(id, -3, 10);
  await importReservation(id, 4);
  expect(await version()).toEqual(before);
  expect(await stockOf(database, product, warehouse)).toMatchObject({ on_hand: 7, reserved: 4 });
});

test('history with figures that comes in parts ends with the same', async () => {
  const { product, warehouse, id } = await importedStock({ on_hand: 7, reserved: 4, stock_value: 14 });
  await importMovements(id, 2);
  await importMovements(id, 8, -3);
  await importReservation(id, 4);
  expect(await stockOf(database, product, warehouse)).toMatchObject({
    on_hand: 7,
    reserved: 4,
    stock_value: '14.0000',
  });
});

test('history that would leave less than nothing is refused', async () => {
  const { id } = await importedStock();
  await expect(importMovements(id, -1)).rejects.toMatchObject({ code: '23514' });
});

test('corrections of the ledger by a service role are followed', async () => {
  const { product, warehouse, id } = await importedStock();
  await importMovements(id, 5, 6);
  await asService(
    `UPDATE stock_movement SET quantity = 7, value_change = 14 WHERE stock_id = ${id} AND quantity = 5`,
  );
  expect(await stockOf(database, product, warehouse)).toMatchObject({ on_hand: 13, stock_value: '26.0000' });
  await asService(`DELETE FROM stock_movement WHERE stock_id = ${id} AND quantity = 6`);
  expect(await stockOf(database, product, warehouse)).toMatchObject({ on_hand: 7, stock_value: '14.0000' });
});

test('a hundred thousand movements of a thousand stocks come in one statement', async () => {
  const warehouse = await newWarehouse(database, a);
  await database.knex.raw(
    `WITH made AS (
       INSERT INTO product (tenant_id, sku, name, currency_code)
       SELECT ?, 'bulk ' || i, 'Bulk ' || i, 'EUR' FROM generate_series(1, 1000) i
       RETURNING tenant_id, id
     )
     INSERT INTO stock (tenant_id, product_id, warehouse_id, allow_backorder) SELECT tenant_id, id, ?, false FROM made`,
    [a.id, warehouse],
  );
  const cost = await database.knex.transaction(async (trx) => {
    await trx.raw('SET LOCAL ROLE erp_service');
    return costOf(
      trx,
      `INSERT INTO stock_movement (tenant_id, stock_id, kind, quantity, unit_cost, value_change)
       SELECT s.tenant_id, s.id, 'receipt', 1 + i % 7, 2, 2 * (1 + i % 7)
         FROM stock s CROSS JOIN generate_series(1, 100) i WHERE s.warehouse_id = ${warehouse}`,
    );
  });
  // What it must not be is a function call per row or a sum over the table per stock.
  expect(cost.triggerCalls).toEqual({ tr_stock_movement_figures_added: 1 });
  expect(cost.rowsRead).toBeLessThan(500_000);
  const [sum] = await database.knex('stock').where({ warehouse_id: warehouse }).sum({ pieces: 'on_hand' });
  expect(Number(sum?.pieces)).toBe(
    1000 * Array.from({ length: 100 }, (_, i) => 1 + ((i + 1) % 7)).reduce((x, y) => x + y),
  );
});

test('a tenant with stock can be erased', async () => {
  const product = await newProduct(database, b);
  const warehouse = await newWarehouse(database, b);
  await database.asTenant(b, async (trx) => {
    const run = (sql: string) => trx.raw(sql);
    await run(`SELECT app.receive_stock(${product}, 5, 'erase 1', ${warehouse})`);
    await run(`SELECT app.reserve_stock(${product}, 2, 'erase 2', ${warehouse})`);
    await run(`SELECT app.start_stock_count(${warehouse})`);
  });
  await database.knex.transaction(async (trx) => {
    await trx.raw('SET CONSTRAINTS ALL DEFERRED');
    await trx('sys_tenants').where({ id: b.id }).delete();
  });
  for (const table of ['stock', 'stock_movement', 'stock_reservation', 'stock_count', 'warehouse'] as const) {
    expect(await database.knex(table).where({ tenant_id: b.id })).toEqual([]);
  }
});

test('no stock of this file differs from its ledger', async () => {
  expect(await discrepancies(database, a)).toEqual([]);
});
