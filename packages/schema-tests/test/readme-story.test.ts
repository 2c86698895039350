import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migratedDatabase, type TestDatabase } from '@erp/testing/database';

const readme = readFileSync(join(import.meta.dirname, '..', '..', '..', 'README.md'), 'utf8');

let database: TestDatabase;

beforeAll(async () => {
  database = await migratedDatabase();
});
afterAll(() => database.drop());

/** The statements of README's story, each as psql would send it: without its comment, \gset and the place of variables. */
function statements(): readonly string[] {
  const [, block = ''] = /-- begin:[^\n]*\n(.*?)-- end:/s.exec(readme) ?? [];
  return block
    .split('\n')
    .map((line) =>
      line
        .replace(/--.*$/, '')
        .replace(/\\gset\s*$/, '')
        .trim(),
    )
    .filter((line) => line !== '');
}

test('the story that README tells of an application goes as it says', async () => {
  const variables = { sale: '', product: '' } as Record<string, string> & { sale: string; product: string };
  const said = statements();
  expect(said.length).toBeGreaterThan(14);
  for (const statement of said) {
    const sql = statement.replace(/(?<!:):([a-z]+)\b/g, (_, name: string) => variables[name] ?? '');
    const { rows } = await database.asTenant(database.tenants.a, (trx) => trx.raw(sql));
    expect([statement, rows.length]).toEqual([statement, 1]);
    Object.assign(variables, rows[0]);
  }

  const [state] = await database.knex('orders').where({ id: variables.sale }).select('status', 'net_payment');
  expect(state).toEqual({ status: 'delivered', net_payment: '100.00' });
  const stock = await database.knex('stock').where({ product_id: variables.product });
  expect(stock).toMatchObject([{ on_hand: 8, reserved: 0, inbound: 0 }]);
  const lines = await database.knex('order_items').where({ order_id: variables.sale });
  expect(lines).toMatchObject([
    {
      unit_price: '50.0000',
      price_origin: 'catalog',
      quantity: 3,
      delivered_quantity: 3,
      returned_quantity: 1,
    },
  ]);
});
