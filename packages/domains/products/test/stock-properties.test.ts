import { call } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import fc from 'fast-check';
import { discrepancies, newWarehouse, stocked, stockOf } from './goods.ts';

const { database, a } = inDomain('products', {
  // Warehouses that these tests write by hand.
  broken: ['products/default_warehouse'],
});

const NAMES = [
  'receive',
  'ship',
  'adjust',
  'reserve',
  'release',
  'part',
  'rest',
  'lapse',
  'transfer',
] as const;

const step = fc.record({
  name: fc.constantFrom(...NAMES),
  pieces: fc.integer({ min: 1, max: 9 }),
  cost: fc.integer({ min: 0, max: 99_999 }),
  pick: fc.nat({ max: 20 }),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

let round = 0;

/** Refusals are part of the game; anything that is not one of these is a fault. */
const REFUSALS = ['23514', '55000'];

/** Plays the steps and returns where the goods lie, and what a plain count of the accepted steps comes to. */
async function play(steps: readonly Step[], backorder: boolean) {
  round += 1;
  const options = { allow_backorder: backorder };
  const { product, warehouse } = await stocked(database, a, 5, options);
  const other = await newWarehouse(database, a, options);
  const reservations: string[] = [];
  const counted = { here: 5, there: 0 };
  const run = (trx: Parameters<typeof call>[0], name: string, ...values: readonly unknown[]) =>
    call<string>(trx, name, ...values);

  for (const [i, { name, pieces, cost, pick }] of steps.entries()) {
    const key = `${round} ${i}`;
    const reservation = reservations[pick % Math.max(reservations.length, 1)];
    try {
      await database.asTenant(a, async (trx) => {
        if (name === 'receive') {
          await run(trx, 'receive_stock', product, pieces, key, warehouse, null, cost / 10_000);
          counted.here += pieces;
        } else if (name === 'ship') {
          await run(trx, 'ship_stock', product, pieces, key, warehouse);
          counted.here -= pieces;
        } else if (name === 'adjust') {
          const change = pick % 2 === 0 ? pieces : -pieces;
          await run(trx, 'adjust_stock', product, change, 'found', key, warehouse);
          counted.here += change;
        } else if (name === 'transfer') {
          await run(trx, 'transfer_stock', product, pieces, warehouse, other, key);
          counted.here -= pieces;
          counted.there += pieces;
        } else if (name === 'reserve') {
          const until = new Date(Date.now() + 3_600_000);
          reservations.push(await run(trx, 'reserve_stock', product, pieces, key, warehouse, null, until));
        } else if (reservation !== undefined && name === 'release') {
          await run(trx, 'release_stock', reservation);
        } else if (reservation !== undefined && (name === 'part' || name === 'rest')) {
          const wanted = name === 'part' ? [1] : [];
          const movement = await run(trx, 'ship_reservation', reservation, key, ...wanted);
          const row = await trx('stock_movement').where({ id: movement }).first();
          counted.here += row?.quantity ?? 0;
        }
      });
      if (name === 'lapse' && reservation !== undefined) {
        await database
          .knex('stock_reservation')
          .where({ id: reservation, status: 'open' })
          .update({ reserved_until: new Date(0) });
        await database.asTenant(a, (trx) => run(trx, 'expire_reservations'));
      }
    } catch (error) {
      if (!REFUSALS.includes((error as { code: string }).code)) throw error;
    }
  }
  return { product, warehouse, other, counted };
}

test.each([
  ['where nothing may be missing', false],
  ['where backorders are allowed', true],
])('after any steps the figures are those of the ledger, %s', async (_where, backorder) => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const { product, warehouse, other, counted } = await play(steps, backorder);
      expect(await discrepancies(database, a)).toEqual([]);
      const here = await stockOf(database, product, warehouse);
      expect(here.on_hand).toBe(counted.here);
      if (counted.there > 0) expect((await stockOf(database, product, other)).on_hand).toBe(counted.there);
      if (!backorder) {
        expect(here.reserved).toBeLessThanOrEqual(here.on_hand);
        expect(Number(here.stock_value)).toBeGreaterThanOrEqual(0);
      }
      if (here.on_hand === 0) expect(here.stock_value).toBe('0.0000');
      const last = await database
        .knex('stock_movement')
        .where({ stock_id: here.id })
        .orderBy('id', 'desc')
        .first();
      expect(last?.on_hand_after).toBe(here.on_hand);
    }),
    { numRuns: 25 },
  );
});
