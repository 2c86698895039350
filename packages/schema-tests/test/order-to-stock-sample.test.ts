import { migratedDatabase } from '@erp/testing/database';
import { prepareGoods } from '../load/order-to-stock.ts';
import { runGoods, wrongGoods } from '../load/run-goods.ts';

test('twelve sessions between orders and stock lose no piece, book none twice, and do not block each other', async () => {
  // Named, so that every invariant of these domains is asked when it is dropped.
  const database = await migratedDatabase({ domains: ['fulfilment', 'marketing'] });
  try {
    await prepareGoods(database, 5, 20);
    const { failures, made } = await runGoods(database, { sessions: 12, rounds: 20 });
    expect(failures).toEqual({});
    expect(await wrongGoods(database, made)).toEqual({});
    expect([...made.keys()]).toEqual(expect.arrayContaining(['fulfilment_shipments', 'goods_receipts']));
  } finally {
    await database.drop();
  }
});
