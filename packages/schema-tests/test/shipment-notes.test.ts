import { call } from '@erp/testing/calls';
import { migratedDatabase } from '@erp/testing/database';
import { prepareGoods } from '../load/order-to-stock.ts';

test('a note is taken on a shipment of the tenant, and on no other number', async () => {
  const database = await migratedDatabase({ domains: ['fulfilment', 'logs'] });
  const { a, b } = database.tenants;
  try {
    await prepareGoods(database, 1, 5);
    const shipment = await database.asTenant(a, async (trx) => {
      const [product] = await trx('product').select('id');
      const lines = JSON.stringify([{ product_id: product?.id, quantity: 1 }]);
      const order = await call<string>(trx, 'create_order', null, 'EUR', lines);
      await call(trx, 'place_order', order, 'place');
      await call(trx, 'transition_order', order, 'confirmed');
      return call<string>(trx, 'ship_order', order, null, null, 'ship');
    });
    await database.asTenant(a, (trx) => call(trx, 'add_note', 'shipment', shipment, 'Handed over by hand.'));
    expect(await database.knex('notes')).toMatchObject([{ entity_type: 'shipment', entity_id: shipment }]);
    for (const [tenant, id] of [
      [a, '987654'],
      [b, shipment],
    ] as const) {
      const note = database.asTenant(tenant, (trx) => call(trx, 'add_note', 'shipment', id, 'Whose?'));
      await expect(note).rejects.toMatchObject({ code: 'P0002' });
    }
  } finally {
    await database.drop();
  }
});
