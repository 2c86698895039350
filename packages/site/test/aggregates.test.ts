import { divideIntoAggregates, MOST_IN_PICTURE } from '../src/model/aggregates.ts';
import type { CatalogReference } from '../src/model/catalog.ts';

function reference(table: string, target: string, owned: boolean): CatalogReference {
  return {
    table,
    target,
    name: `fk_${table}_${target}`,
    columns: ['tenant_id', `${target}_id`],
    target_columns: ['tenant_id', 'id'],
    on_delete: owned ? 'cascade' : 'set null',
    required: owned,
  };
}

test('a table is told with the one without which its rows cannot be', () => {
  const found = divideIntoAggregates(
    ['item', 'item_note', 'order', 'shop', 'shop_day', 'shop_key'],
    [
      reference('item', 'order', true),
      reference('item_note', 'item', true),
      reference('order', 'shop', false),
      reference('shop_day', 'shop', true),
      reference('shop_key', 'shop', true),
    ],
    new Map(),
  );
  expect(found).toEqual([
    { root: 'order', title: 'order', tables: ['order', 'item', 'item_note'] },
    { root: 'shop', title: 'shop', tables: ['shop', 'shop_day', 'shop_key'] },
  ]);
});

test('a small group joins what it is most connected with, and the rest is told together', () => {
  const found = divideIntoAggregates(
    ['a', 'a1', 'a2', 'alone', 'b', 'lonely'],
    [reference('a1', 'a', true), reference('a2', 'a', true), reference('b', 'a1', false)],
    new Map(),
  );
  expect(found).toEqual([
    { root: 'a', title: 'a', tables: ['a', 'a1', 'a2', 'b'] },
    { root: 'alone', title: 'further tables', tables: ['alone', 'lonely'] },
  ]);
});

test('no picture has more tables than can be read, and no table is lost or told twice', () => {
  const tables = Array.from({ length: 40 }, (_, place) => `t${String(place).padStart(2, '0')}`);
  const references = tables
    .slice(1)
    .map((table, place) =>
      reference(table, place < 20 ? 't00' : `t${String(1 + (place % 3)).padStart(2, '0')}`, true),
    );
  const found = divideIntoAggregates(tables, references, new Map());
  for (const each of found) expect(each.tables.length).toBeLessThanOrEqual(MOST_IN_PICTURE);
  expect(found.flatMap((each) => each.tables).sort()).toEqual(tables);
});

test('tables that belong to each other in a circle end the search', () => {
  const circle = [reference('a', 'b', true), reference('b', 'a', true)];
  const found = divideIntoAggregates(['a', 'b'], circle, new Map());
  expect(found.flatMap(({ tables }) => tables).sort()).toEqual(['a', 'b']);
});
