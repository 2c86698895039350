import { askErp } from '@erp/test-database/ask-erp';
import { type EmptyDatabase, emptyDatabase } from '@erp/testing/database';
import { provisionTwoTenants, type TestTenant } from '@erp/testing/tenants';
import knexFactory, { type Knex } from 'knex';
import { type CheckoutOfThatTime, checkoutOfThatTime } from './checkout-of-that-time.ts';

let database: EmptyDatabase;
let scratch: CheckoutOfThatTime;
let knex: Knex;
let tenants: { a: TestTenant; b: TestTenant };

beforeEach(async () => {
  database = await emptyDatabase();
  scratch = checkoutOfThatTime();
  for (const domain of ['system', 'channels', 'crm']) scratch.install(domain);
  // crm links to it; it is begun, and has nothing yet.
  scratch.addDomain('marketing');
  scratch.install('orders', {
    without: [
      ...LATER.migrations.map((name) => `migrations/${name}.ts`),
      ...LATER.functions.map((name) => `functions/${name}.sql`),
    ],
    dependsNotOn: '@erp/products',
  });
  expect(await erp('migrate')).toMatchObject({ code: 0 });
  knex = knexFactory({ client: 'pg', connection: database.settings as Knex.PgConnectionConfig });
  tenants = await provisionTwoTenants(knex);
});
afterEach(async () => {
  await knex.destroy();
  scratch.remove();
  await database.drop();
});

const erp = (...args: string[]) => askErp(scratch.root, database.settings, args);

/** What orders has got since products is there. */
const LATER = {
  migrations: [
    '0010_order_items_product',
    '0016_order_settings',
    '0017_line_quantities',
    '0018_case_quantities',
    '0019_audited_changes',
    '0020_entered_tenant',
    '0021_column_comments',
  ],
  functions: [
    'allocate_backorders',
    'book_case_return',
    'book_order_delivery',
    'book_order_shipment',
    'case_transition_allowed',
    'case_value',
    'check_line_skus',
    'derive_line_status',
    'derive_order_line',
    'expire_orders',
    'find_sold',
    'forget_old_goods',
    'forget_person_in_reviews',
    'free_line_units',
    'guard_case_status',
    'hold_line_part',
    'line_of_reservation',
    'lock_case',
    'lock_order_stock',
    'move_order',
    'open_case',
    'pay_back_case',
    'pieces_in_cases',
    'price_order_line',
    'read_order_pieces',
    'record_case_status',
    'refund_case',
    'release_order_stock',
    'require_order_pieces',
    'reserve_order_lines',
    'restock_line',
    'ship_line_part',
    'ship_order_line',
    'stage_order_lines',
    'transition_case',
  ],
};

/** The checkout of today: products has come, and orders its tenth migration and what else asks for it. */
function upgrade(): void {
  scratch.install('products');
  scratch.install('orders');
}

/** An order with a line for each product number, by the import of that time. */
async function fillOrder(tenant: TestTenant, productIds: readonly (number | null)[]): Promise<void> {
  const [order] = await knex('orders').insert({ tenant_id: tenant.id, currency_code: 'EUR' }).returning('id');
  await knex('order_items').insert(
    productIds.map((productId) => ({
      tenant_id: tenant.id,
      order_id: order?.id ?? '',
      product_id: productId,
      product_name: `Product ${productId}`,
      sku: `SKU-${productId}`,
      unit_price: 10,
    })),
  );
}

const lines = () => knex('order_items').orderBy(['tenant_id', 'id']);
const ledger = async () => (await knex('knex_migrations').orderBy('id')).map((row) => row.name as string);
const foreignKey = async () =>
  (
    await knex.raw(
      `SELECT convalidated AS valid, pg_get_constraintdef(oid) AS definition
         FROM pg_constraint WHERE conname = 'fk_order_items_product_id'`,
    )
  ).rows;

const BOUND = {
  valid: true,
  definition:
    'FOREIGN KEY (tenant_id, product_id) REFERENCES product(tenant_id, id) ON DELETE SET NULL (product_id) DEFERRABLE',
};

test('orders that name no product take the key, and history keeps its order', async () => {
  await fillOrder(tenants.a, [null, null]);
  const [before, rows] = [await ledger(), await lines()];
  upgrade();
  expect(await erp('migrate')).toMatchObject({ code: 0 });
  expect(await foreignKey()).toEqual([BOUND]);
  expect(await lines()).toMatchObject(rows);

  const after = await ledger();
  expect(after.slice(0, before.length)).toEqual(before);
  const added = after.slice(before.length);
  expect(added.filter((name) => name.startsWith('orders/0'))).toEqual(
    LATER.migrations.map((name) => `orders/${name}`),
  );
  expect(added.indexOf('orders/0010_order_items_product')).toBeGreaterThan(
    added.indexOf('products/0002_product'),
  );
  expect((await erp('migrate')).stdout).toMatch(/nothing to do|up to date/i);
});

test('lines that name products nobody knows stop the run, which changes nothing and says what to do', async () => {
  await fillOrder(tenants.a, [77, 77, 78, null]);
  await fillOrder(tenants.b, [77]);
  const [before, rows] = [await ledger(), await lines()];
  upgrade();
  const refused = await erp('migrate');
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('Order lines name products that do not exist: 4 of them.');
  expect(refused.stderr).toContain('pnpm migrate --only products');
  expect(await ledger()).toEqual(before);
  expect(await lines()).toEqual(rows);
  expect(await foreignKey()).toEqual([]);

  // The way out that the message names: products first, then what is missing, then the rest.
  expect(await erp('migrate', '--only', 'products')).toMatchObject({ code: 0 });
  const search = /find them by: (SELECT [^;]*);/.exec(refused.stderr.replace(/\s+/g, ' '))?.[1] ?? '';
  const missing: { tenant_id: string; product_id: string; sku: string }[] = (await knex.raw(search)).rows;
  expect(missing.map((each) => [each.tenant_id, each.product_id]).sort()).toEqual([
    [tenants.a.id, '77'],
    [tenants.a.id, '78'],
    [tenants.b.id, '77'],
  ]);
  await knex('product').insert(
    missing.map(({ tenant_id, product_id, sku }) => ({
      tenant_id,
      id: product_id,
      sku,
      name: sku,
      currency_code: 'EUR',
    })),
  );
  expect(await erp('migrate')).toMatchObject({ code: 0 });
  expect(await foreignKey()).toEqual([BOUND]);
  expect(await lines()).toMatchObject(rows);
});

test('a product of another tenant does not do', async () => {
  await fillOrder(tenants.a, [77]);
  upgrade();
  expect(await erp('migrate', '--only', 'products')).toMatchObject({ code: 0 });
  await knex('product').insert({
    tenant_id: tenants.b.id,
    id: 77,
    sku: 'SKU-77',
    name: 'Theirs',
    currency_code: 'EUR',
  });
  expect((await erp('migrate')).stderr).toContain('products that do not exist: 1 of them');
});

test('the batch that brought products goes back without a trace of it in the orders', async () => {
  await fillOrder(tenants.a, [null]);
  const before = await ledger();
  upgrade();
  await erp('migrate');
  await knex('product').insert({
    tenant_id: tenants.a.id,
    id: 77,
    sku: 'X',
    name: 'X',
    currency_code: 'EUR',
  });
  await knex('order_items').update({ product_id: '77' });
  expect(await erp('rollback', '--yes')).toMatchObject({ code: 0 });
  expect(await ledger()).toEqual(before);
  expect(await foreignKey()).toEqual([]);
  expect(await lines()).toMatchObject([{ product_id: '77', sku: 'SKU-null' }]);
});
