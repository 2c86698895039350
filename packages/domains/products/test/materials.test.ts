import { outcomes } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import fc from 'fast-check';
import { materialStocks, materials } from '../test-factories.ts';
import { materialStockOf, newMaterial, newWarehouse } from './goods.ts';

const {
  database,
  a,
  call: run,
} = inDomain('products', {
  // Rows that these tests write by hand.
  broken: ['products/default_warehouse', 'products/material_record_history'],
});

async function stocked(quantity: number) {
  const material = await newMaterial(database, a);
  const warehouse = await newWarehouse(database, a);
  await run('receive_material', material, quantity, `first ${material}`, warehouse);
  return { material, warehouse };
}

test('comes, is promised, is used, moves on and is corrected, with a line of history each', async () => {
  const { material, warehouse } = await stocked(10.5);
  const other = await newWarehouse(database, a);
  await run('reserve_material', material, 4, `r ${material}`, warehouse, null, 'production', 7);
  await run('issue_reserved_material', material, 1.25, `u ${material}`, warehouse, null, 'production', 7);
  await run('release_material', material, 0.75, `x ${material}`, warehouse, null, 'production', 7);
  await run('issue_material', material, 2, `i ${material}`, warehouse);
  const out = await run('transfer_material', material, 3, warehouse, other, `t ${material}`);
  expect(await run('transfer_material', material, 3, warehouse, other, `t ${material}`)).toBe(out);
  await run('adjust_material', material, -0.25, 'spilled', `a ${material}`, warehouse);
  const stock = await materialStockOf(database, material, warehouse);
  expect(stock).toMatchObject({ on_hand: '4.000', reserved: '2.000', available: '2.000' });
  expect(await materialStockOf(database, material, other)).toMatchObject({ on_hand: '3.000' });
  const lines = await database.knex('material_history').where({ material_stock_id: stock.id }).orderBy('id');
  expect(lines.map((line) => [line.action_type, line.quantity_change, line.reserved_change])).toEqual([
    ['stock_in', '10.500', null],
    ['reserve', null, '4.000'],
    ['stock_out', '-1.250', '-1.250'],
    ['unreserve', null, '-0.750'],
    ['stock_out', '-2.000', null],
    ['transfer', '-3.000', null],
    ['stock_adjust', '-0.250', null],
  ]);
});

test('is booked once for a key, and never below what is promised', async () => {
  const { material, warehouse } = await stocked(5);
  const first = await run('reserve_material', material, 3, `r ${material}`, warehouse);
  expect(await run('reserve_material', material, 3, `r ${material}`, warehouse)).toBe(first);
  for (const [name, quantity, key, code] of [
    ['reserve_material', 4, `r ${material}`, '23505'],
    ['issue_material', 2.001, `i ${material}`, '23514'],
    ['release_material', 3.001, `l ${material}`, '23514'],
    ['receive_material', 0, `n ${material}`, '22023'],
    ['receive_material', 'NaN', `n ${material}`, '22023'],
    ['receive_material', 1, ' ', '22023'],
  ] as const) {
    await expect(run(name, material, quantity, key, warehouse)).rejects.toMatchObject({ code });
  }
  expect(await materialStockOf(database, material, warehouse)).toMatchObject({ on_hand: '5.000' });
});

test('that is short goes to as many sessions as it lasts for', async () => {
  const { material, warehouse } = await stocked(10);
  const { results, codes } = await outcomes(
    Array.from({ length: 36 }, (_, i) =>
      run('issue_material', material, 1, `race ${material} ${i}`, warehouse),
    ),
  );
  expect(results).toHaveLength(10);
  expect(codes).toEqual(Array(26).fill('23514'));
});

test('crosses between warehouses without blocking', async () => {
  const { material, warehouse } = await stocked(50);
  const other = await newWarehouse(database, a);
  await run('transfer_material', material, 25, warehouse, other, `half ${material}`);
  const { codes } = await outcomes(
    Array.from({ length: 30 }, (_, i) => {
      const [from, to] = i % 2 === 0 ? [warehouse, other] : [other, warehouse];
      return run('transfer_material', material, 1, from, to, `cross ${material} ${i}`);
    }),
  );
  expect(codes).toEqual([]);
  expect(await materialStockOf(database, material, warehouse)).toMatchObject({ on_hand: '25.000' });
});

test('has after any steps the figures of its history', async () => {
  const names = ['receive', 'issue', 'reserve', 'release', 'issue_reserved', 'adjust'] as const;
  const step = fc.record({ name: fc.constantFrom(...names), grams: fc.integer({ min: 1, max: 9999 }) });
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      round += 1;
      const { material, warehouse } = await stocked(5);
      for (const [i, { name, grams }] of steps.entries()) {
        const key = `${round} ${i} ${material}`;
        const quantity = grams / 1000;
        const called =
          name === 'adjust'
            ? run('adjust_material', material, grams % 2 ? quantity : -quantity, 'found', key, warehouse)
            : run(`${name}_material`, material, quantity, key, warehouse);
        await called.catch((error) => {
          if (error.code !== '23514') throw error;
        });
      }
      const stock = await materialStockOf(database, material, warehouse);
      const [sums] = await database
        .knex('material_history')
        .where({ material_stock_id: stock.id })
        .sum({ on_hand: 'quantity_change', reserved: 'reserved_change' });
      expect([stock.on_hand, stock.reserved]).toEqual([sums?.on_hand, sums?.reserved ?? '0.000']);
      expect(Number(stock.available)).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 15 },
  );
});

test('imports of history make the figures, or leave right ones alone', async () => {
  const material = await newMaterial(database, a);
  const warehouse = await newWarehouse(database, a);
  const place = { tenant_id: a.id, material_id: material, warehouse_id: warehouse };
  const stock = await materialStocks.create(database.knex, place);
  const line = { tenant_id: a.id, material_id: material, material_stock_id: stock.id };
  await database.knex('material_history').insert([
    { ...line, action_type: 'stock_in', quantity_change: 8 },
    { ...line, action_type: 'stock_out', quantity_change: -3 },
    { ...line, action_type: 'reserve', reserved_change: 2 },
  ]);
  expect(await materialStockOf(database, material, warehouse)).toMatchObject({
    on_hand: '5.000',
    reserved: '2.000',
  });
});

test('what the application changes of a record is in its history, whatever an import does is not', async () => {
  const id = await database.asTenant(a, async (trx) => {
    const { id } = await materials.create(trx, { sku: 'H-1', name: 'Jade' });
    await trx('material').where({ id }).update({ name: 'Green jade', cost: 3 });
    return id;
  });
  const lines = await database.knex('material_history').where({ material_id: id }).orderBy('id');
  expect(lines.map((line) => [line.action_type, line.field_name, line.old_value, line.new_value])).toEqual(
    expect.arrayContaining([
      ['create', null, null, 'H-1'],
      ['update', 'name', 'Jade', 'Green jade'],
      ['update', 'cost', '0.0000', '3.0000'],
    ]),
  );
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatchObject({ created_by: a.ownerId });

  await database.asTenant(a, (trx) => trx('material').where({ id }).delete());
  const gone = await database.knex('material_history').where({ action_type: 'delete', old_value: 'H-1' });
  expect(gone).toMatchObject([{ material_id: null }]);
  const imported = await newMaterial(database, a);
  expect(await database.knex('material_history').where({ material_id: imported })).toEqual([]);
});

test('history is added to by functions alone', async () => {
  const { material } = await stocked(1);
  for (const sql of [
    `UPDATE material_history SET quantity_change = 9 WHERE material_id = ${material}`,
    `DELETE FROM material_history WHERE material_id = ${material}`,
    `INSERT INTO material_history (tenant_id, material_id, action_type) VALUES (${a.id}, ${material}, 'create')`,
    `UPDATE material_stock SET on_hand = 9 WHERE material_id = ${material}`,
  ]) {
    await expect(database.asTenant(a, (trx) => trx.raw(sql))).rejects.toMatchObject({ code: '42501' });
  }
});
