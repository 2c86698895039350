import { inDomain } from '@erp/testing/in-domain';
import { confirmedOrder, goods, stateOf } from './sales.ts';

const { database, a, call: run } = inDomain('fulfilment');

/** A case on so many pieces of an order of three that arrived; approved, so that goods may come. */
async function approvedCase(type: string, quantity: number) {
  const product = await goods(database, a, 5);
  const { id, lines } = await confirmedOrder(database, a, { [product]: 3 });
  const shipment = await run('ship_order', id, null, null, `ship ${id}`);
  const parcel = await database.knex('fulfilment_parcels').where({ shipment_id: shipment }).first();
  await run('confirm_parcel_delivery', parcel?.id);
  const afterSales = await run('open_case', lines[0], type, quantity, `case ${id}`, 'Too small.');
  await run('transition_case', afterSales, 'approved');
  return { order: id, afterSales };
}

test('what comes back goes into stock again or is scrapped, piece by piece', async () => {
  const { order, afterSales } = await approvedCase('return', 2);
  const first = await run('receive_return', afterSales, 1, 'restock', `back ${afterSales}/1`);
  expect(await run('receive_return', afterSales, 1, 'restock', `back ${afterSales}/1`)).toBe(first);
  expect(await stateOf(database, order)).toMatchObject({ lines: [['delivered', 3, 3, 1]], stock: [[3, 0]] });
  await run('receive_return', afterSales, 1, 'scrap', `back ${afterSales}/2`);
  expect(await stateOf(database, order)).toMatchObject({ lines: [['delivered', 3, 3, 2]], stock: [[3, 0]] });
  const returns = await database.knex('fulfilment_returns').where({ case_id: afterSales }).orderBy('id');
  expect(returns).toMatchObject([
    { outcome: 'restock', quantity: 1, stock_movement_id: expect.any(String) },
    { outcome: 'scrap', quantity: 1, stock_movement_id: null },
  ]);
  await expect(run('receive_return', afterSales, 1, 'scrap', `back ${afterSales}/3`)).rejects.toMatchObject({
    code: '23514',
  });
});

test('a piece for repair stays the customer’s', async () => {
  const { order, afterSales } = await approvedCase('repair', 1);
  await expect(run('receive_return', afterSales, 1, 'restock', `mend ${afterSales}`)).rejects.toMatchObject({
    code: '22023',
  });
  await run('receive_return', afterSales, 1, 'repair', `mend ${afterSales}`);
  expect(await stateOf(database, order)).toMatchObject({ lines: [['delivered', 3, 3, 0]], stock: [[2, 0]] });
});

test.each<[string, (id: string) => unknown[], string]>([
  ['more than the case is about', (id) => [id, 3, 'scrap', `bad ${id}`], '23514'],
  ['nothing', (id) => [id, 0, 'scrap', `bad ${id}`], '22023'],
  ['an unknown outcome', (id) => [id, 1, 'eaten', `bad ${id}`], '22023'],
  ['a warehouse for what is scrapped', (id) => [id, 1, 'scrap', `bad ${id}`, 1], '22023'],
  ['a warehouse that is not there', (id) => [id, 1, 'restock', `bad ${id}`, 987654], 'P0002'],
  ['no key', (id) => [id, 1, 'scrap', null], '22023'],
  ['a case that is not there', (id) => ['987654', 1, 'scrap', `bad ${id}`], 'P0002'],
])('%s is refused', async (_what, values, code) => {
  const { order, afterSales } = await approvedCase('return', 2);
  const before = await stateOf(database, order);
  await expect(run('receive_return', ...values(afterSales))).rejects.toMatchObject({ code });
  expect(await stateOf(database, order)).toEqual(before);
});

test('a key that received something else is told', async () => {
  const [one, other] = [await approvedCase('return', 2), await approvedCase('return', 2)];
  const key = `shared ${one.afterSales}`;
  await run('receive_return', one.afterSales, 1, 'restock', key);
  for (const values of [
    [one.afterSales, 2, 'restock'],
    [one.afterSales, 1, 'scrap'],
    [other.afterSales, 1, 'restock'],
  ]) {
    await expect(run('receive_return', ...values, key)).rejects.toMatchObject({ code: '23505' });
  }
});
