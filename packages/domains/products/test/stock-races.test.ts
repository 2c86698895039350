import { outcomes } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { openTransaction, untilWaiting } from '@erp/testing/sessions';
import { discrepancies, newMaterial, newWarehouse, stocked, stockOf } from './goods.ts';

const {
  database,
  a,
  call: run,
} = inDomain('products', {
  // Rows that these tests write by hand.
  broken: ['products/default_warehouse', 'products/material_record_history'],
});

afterEach(async () => {
  expect(await discrepancies(database, a)).toEqual([]);
});

/** Many sessions that are connected and inside the tenant before any of them makes its call. */
async function hundredSessions(statement: (i: number) => { sql: string; values: unknown[] }) {
  const clients = await Promise.all(Array.from({ length: 100 }, () => database.connect()));
  await Promise.all(
    clients.map((client) =>
      client.query(`BEGIN; SET LOCAL ROLE erp_app; SELECT app.enter_tenant(${a.id}, ${a.ownerId})`),
    ),
  );
  const result = await outcomes(
    clients.map(async (client, i) => {
      const { sql, values } = statement(i);
      try {
        const { rows } = await client.query(sql, values);
        await client.query('COMMIT');
        return rows[0];
      } catch (error) {
        await client.query('ROLLBACK');
        throw error;
      }
    }),
  );
  await Promise.all(clients.map((client) => client.end()));
  return result;
}

describe('a hundred sessions for the last ten pieces', () => {
  test('reserve ten', async () => {
    const { product, warehouse } = await stocked(database, a, 10);
    const { results, codes } = await hundredSessions((i) => ({
      sql: 'SELECT app.reserve_stock($1, 1, $2, $3)',
      values: [product, `order ${i}`, warehouse],
    }));
    expect(results).toHaveLength(10);
    expect(codes).toEqual(Array(90).fill('23514'));
    expect(await stockOf(database, product, warehouse)).toMatchObject({ on_hand: 10, reserved: 10 });
  });

  test('ship ten', async () => {
    const { product, warehouse } = await stocked(database, a, 10);
    const { results, codes } = await hundredSessions((i) => ({
      sql: 'SELECT app.ship_stock($1, 1, $2, $3)',
      values: [product, `direct ${i}`, warehouse],
    }));
    expect(results).toHaveLength(10);
    expect(codes).toEqual(Array(90).fill('23514'));
    expect(await stockOf(database, product, warehouse)).toMatchObject({ on_hand: 0, stock_value: '0.0000' });
  });

  test('reserve once for one key', async () => {
    const { product, warehouse } = await stocked(database, a, 10);
    const { results, codes } = await hundredSessions(() => ({
      sql: 'SELECT app.reserve_stock($1, 1, $2, $3) AS id',
      values: [product, `the one order ${product}`, warehouse],
    }));
    expect(codes).toEqual([]);
    expect(new Set(results.map((row) => row.id)).size).toBe(1);
    expect(await stockOf(database, product, warehouse)).toMatchObject({ reserved: 1 });
  });
});

test('first receipts at the same moment make one stock and lose nothing', async () => {
  const { product, warehouse } = await stocked(database, a, 0);
  const { codes } = await outcomes(
    Array.from({ length: 24 }, (_, i) =>
      run('receive_stock', product, 1, `first ${product} ${i}`, warehouse),
    ),
  );
  expect(codes).toEqual([]);
  expect(await stockOf(database, product, warehouse)).toMatchObject({ on_hand: 24 });
});

test('one reservation is shipped, released or expired, and only one of these', async () => {
  const { product, warehouse } = await stocked(database, a, 40);
  const ids = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      run(
        'reserve_stock',
        product,
        2,
        `race ${product} ${i}`,
        warehouse,
        null,
        new Date(Date.now() + 86_400_000),
      ),
    ),
  );
  await database
    .knex('stock_reservation')
    .whereIn('id', ids)
    .update({ reserved_until: new Date(Date.now() - 1000) });
  const { codes } = await outcomes(
    ids.flatMap((id) => [
      run('ship_reservation', id, `ship ${id}`),
      run('release_stock', id),
      run('expire_reservations'),
      run('ship_reservation', id, `ship again ${id}`),
    ]),
  );
  expect(codes.every((code) => code === '55000')).toBe(true);
  const rows = await database.knex('stock_reservation').whereIn('id', ids);
  expect(rows.every((row) => row.status !== 'open')).toBe(true);
  const shipped = rows.filter((row) => row.status === 'shipped').length;
  expect(await stockOf(database, product, warehouse)).toMatchObject({
    on_hand: 40 - 2 * shipped,
    reserved: 0,
  });
  const shipments = await database.knex('stock_movement').whereIn('reservation_id', ids);
  expect(shipments).toHaveLength(shipped);
});

test('a job that expires waits for nobody', async () => {
  const busy = await stocked(database, a, 1);
  const idle = await stocked(database, a, 1);
  for (const { product, warehouse } of [busy, idle]) {
    const id = await run(
      'reserve_stock',
      product,
      1,
      `skip ${product}`,
      warehouse,
      null,
      new Date(Date.now() + 86_400_000),
    );
    await database
      .knex('stock_reservation')
      .where({ id })
      .update({ reserved_until: new Date(0) });
  }
  const holder = await database.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT FROM stock WHERE product_id = $1 FOR NO KEY UPDATE', [busy.product]);
  expect(await run<number>('expire_reservations')).toBe(1);
  await holder.query('ROLLBACK');
  expect(await run<number>('expire_reservations')).toBe(1);
});

test('transfers that cross do not block each other', async () => {
  const { product, warehouse } = await stocked(database, a, 50);
  const other = await newWarehouse(database, a);
  await run('transfer_stock', product, 25, warehouse, other, `half ${product}`);
  const { codes } = await outcomes(
    Array.from({ length: 40 }, (_, i) =>
      i % 2 === 0
        ? run('transfer_stock', product, 1, warehouse, other, `there ${product} ${i}`)
        : run('transfer_stock', product, 1, other, warehouse, `back ${product} ${i}`),
    ),
  );
  expect(codes).toEqual([]);
  expect(await stockOf(database, product, warehouse)).toMatchObject({ on_hand: 25 });
  expect(await stockOf(database, product, other)).toMatchObject({ on_hand: 25 });
});

test('orders for the same goods, written in opposite order, do not block each other', async () => {
  const goods = await Promise.all(Array.from({ length: 6 }, () => stocked(database, a, 40)));
  const { codes } = await outcomes(
    Array.from({ length: 30 }, (_, i) => {
      const lines = goods.map(({ product, warehouse }) => ({
        product_id: product,
        warehouse_id: warehouse,
        quantity: 1,
        source_key: `basket ${i} ${product}`,
      }));
      return run('reserve_stock_lines', JSON.stringify(i % 2 === 0 ? lines : lines.reverse()));
    }),
  );
  expect(codes).toEqual([]);
  for (const { product, warehouse } of goods) {
    expect(await stockOf(database, product, warehouse)).toMatchObject({ reserved: 30 });
  }
});

test('an import and the functions at the same moment lose nothing', async () => {
  const { product, warehouse } = await stocked(database, a, 10);
  const { id } = await stockOf(database, product, warehouse);
  const imported = () =>
    database.knex('stock_movement').insert(
      Array.from({ length: 5 }, () => ({
        tenant_id: a.id,
        stock_id: id,
        kind: 'receipt' as const,
        quantity: 1,
        unit_cost: 2,
        value_change: 2,
      })),
    );
  const { codes } = await outcomes(
    Array.from({ length: 36 }, (_, i) =>
      i % 2 === 0
        ? imported().then(String)
        : run('receive_stock', product, 1, `beside ${product} ${i}`, warehouse),
    ),
  );
  expect(codes).toEqual([]);
  expect(await stockOf(database, product, warehouse)).toMatchObject({ on_hand: 10 + 18 * 5 + 18 });
});

describe('one key for two things at the same moment: the second call is told', () => {
  test.each([
    ['receive_stock', /has been used for something else/],
    ['reserve_stock', /There is a reservation for shared .* already, of something else/],
  ])('%s', async (name, message) => {
    const [one, other] = [await stocked(database, a, 10), await stocked(database, a, 10)];
    const key = `shared ${name}`;
    const first = await openTransaction(database, a);
    await first.query(`SELECT app.${name}($1, 1, $2, $3)`, [one.product, key, one.warehouse]);
    const told = expect(run(name, other.product, 1, key, other.warehouse)).rejects.toMatchObject({
      code: '23505',
      message: expect.stringMatching(message),
      detail: expect.stringMatching(/^It (booked movement|is reservation) \d+\.$/),
    });
    await untilWaiting(database, 1);
    await first.query('COMMIT');
    await told;
  });

  test('receive_material', async () => {
    const [one, other] = [await newMaterial(database, a), await newMaterial(database, a)];
    const warehouse = await newWarehouse(database, a);
    const first = await openTransaction(database, a);
    await first.query("SELECT app.receive_material($1, 1, 'shared', $2)", [one, warehouse]);
    const told = expect(run('receive_material', other, 1, 'shared', warehouse)).rejects.toMatchObject({
      code: '23505',
      message: expect.stringContaining('The idempotency key has been used for something else.'),
    });
    await untilWaiting(database, 1);
    await first.query('COMMIT');
    await told;
  });
});
