import type { CatalogFunction } from '../src/model/catalog.ts';
import { factsOfFunctions } from '../src/model/function-facts.ts';

function written(name: string, source: string): CatalogFunction {
  return {
    name,
    source,
    arguments: '',
    identity: '',
    result: 'void',
    comment: '',
    is_trigger: false,
    definer: true,
    volatility: 'volatile',
    executed_by: [],
  };
}

const tables = new Set(['orders', 'stock', 'payments']);

test('what a function changes, raises, asks for and calls stands in its text', () => {
  const facts = factsOfFunctions(
    [
      written(
        'place',
        `PERFORM app.require_permission('orders.place');
         -- DELETE FROM public.payments: that is a remark, and nothing happens.
         INSERT INTO public.orders (id) VALUES (1);
         UPDATE public.orders SET id = 2;
         PERFORM app.keep(1);
         PERFORM FROM public.payments;
         RAISE EXCEPTION 'It isn''t %.', v_what USING ERRCODE = 'check_violation';
         RAISE EXCEPTION 'Plain.';`,
      ),
      written(
        'keep',
        `UPDATE public.stock SET kept = 1; RAISE EXCEPTION 'Short.' USING ERRCODE = 'no_data_found'`,
      ),
      written('require_permission', ''),
    ],
    tables,
  );
  const place = facts.get('place');
  expect(place?.permissions).toEqual(['orders.place']);
  expect([...(place?.changes ?? [])]).toEqual([['orders', ['insert', 'update']]]);
  expect([...(place?.changesBelow ?? [])]).toEqual([['stock', ['update']]]);
  expect(place?.reads).toEqual(['payments']);
  expect(place?.calls).toEqual(['keep', 'require_permission']);
  expect(place?.raises).toEqual([
    { condition: 'check_violation', message: "It isn't %." },
    { condition: 'P0001', message: 'Plain.' },
  ]);
  expect(place?.raisesBelow).toEqual(['no_data_found']);
});

test('functions that call each other end the search', () => {
  const facts = factsOfFunctions(
    [
      written('a', 'SELECT app.b(); INSERT INTO public.orders DEFAULT VALUES'),
      written('b', 'SELECT app.a(); DELETE FROM public.stock'),
    ],
    tables,
  );
  expect([...(facts.get('a')?.changesBelow ?? [])]).toEqual([['stock', ['delete']]]);
  expect([...(facts.get('b')?.changesBelow ?? [])]).toEqual([['orders', ['insert']]]);
});
