import type { Session } from '@erp/engine/connection';
import { readLedger } from '@erp/engine/ledger';
import { findWorkspaceRoot } from '@erp/engine/project';
import { checkInvariants, loadInvariants } from '@erp/invariants/invariants';
import { findDemoGaps } from '@erp/seed/demo-gaps';
import { playScenario } from '@erp/seed/scenarios';
import { askErp } from '@erp/test-database/ask-erp';
import { type EmptyDatabase, testWorkspace } from '@erp/testing/database';
import { demoDatabase } from './demo-database.ts';

const root = findWorkspaceRoot(import.meta.dirname);
let database: EmptyDatabase;
let session: Session;
beforeAll(async () => {
  database = await demoDatabase();
  session = await database.session();
});
afterAll(() => database.drop());

const play = async (name: string) => playScenario(session, await testWorkspace(), name, undefined, () => {});

/** What the statement counts, as a number. */
async function count(sql: string): Promise<number> {
  const [row] = await session.query<{ count: string }>(`SELECT count(*) AS count FROM ${sql}`);
  return Number(row?.count);
}

test.each([
  [
    'black-friday',
    /^(\d+) orders placed and paid/,
    "orders WHERE placement_key LIKE 'scenario/black-friday/%' AND payment_status = 'paid' AND discount_amount > 0",
  ],
  [
    'stockout',
    /^(\d+) products without a free piece/,
    "stock_movement WHERE idempotency_key LIKE 'scenario/stockout/%'",
  ],
  [
    'refund-wave',
    /(\d+) of them refunded$/,
    "order_items_after_sales WHERE opening_key LIKE 'scenario/refund-wave/%' AND status = 'refunded' AND refunded_amount > 0",
  ],
  ['new-tenant', /^aurelia-atelier-newcomer has signed up: tenant (\d+)/, undefined],
])('%s happens once, as it says', async (name, says, rows) => {
  const [first] = await play(name);
  expect(first).toMatchObject({ tenant: 'aurelia-atelier', happened: expect.stringMatching(says) });
  const told = Number(says.exec(first?.happened ?? '')?.[1]);
  expect(told).toBeGreaterThan(0);
  if (rows !== undefined) expect(await count(rows)).toBe(told);
  const before = await count('orders');
  expect(await play(name)).toEqual([{ tenant: 'aurelia-atelier', happened: undefined }]);
  expect(await count('orders')).toBe(before);
});

test('what sells best can be had by nobody when stock has run out', async () => {
  expect(
    await count("orders WHERE status = 'draft' AND id >= 1000000000 AND placement_key IS NULL"),
  ).toBeGreaterThan(0);
  expect(
    await count(
      `stock s WHERE on_hand - reserved <> 0 AND EXISTS (
         SELECT FROM stock_movement m WHERE m.tenant_id = s.tenant_id AND m.stock_id = s.id
           AND m.idempotency_key LIKE 'scenario/stockout/%')`,
    ),
  ).toBe(0);
});

test('what is promised on an order of the demo may be paid in part, and the promise stays', async () => {
  const [open] = await session.query<{ tenant: string; order: string; owner: string }>(
    `SELECT o.tenant_id AS tenant, o.id AS order, u.user_id AS owner
     FROM orders o
     JOIN sys_user_roles u ON u.tenant_id = o.tenant_id
     JOIN sys_roles r ON r.tenant_id = u.tenant_id AND r.id = u.role_id AND r.template_key = 'owner'
     WHERE o.id < 1000000000 AND o.status = 'pending' AND o.balance > 1 ORDER BY o.tenant_id, o.id LIMIT 1`,
  );
  const { tenant = '', order = '', owner = '' } = open ?? {};
  await session.transaction(async (trx) => {
    await trx.raw('SET LOCAL ROLE erp_app');
    await trx.raw('SELECT app.enter_tenant(?, ?)', [tenant, owner]);
    await trx.raw(
      `SELECT app.schedule_payment(o.id, o.balance, '2030-01-31', 'bank_transfer', 'all of it') FROM orders o WHERE o.id = ?`,
      [order],
    );
    await trx.raw("SELECT app.record_payment(?, 1, 'cash', 'a part of it')", [order]);
  });
  expect(
    await count(
      `order_payments p JOIN orders o ON o.tenant_id = p.tenant_id AND o.id = p.order_id
       WHERE p.status = 'pending' AND p.idempotency_key = 'all of it' AND p.amount > o.balance`,
    ),
  ).toBe(1);
});

test('every rule of the business holds after all of them, and nothing of the demo is missing', async () => {
  const workspace = await testWorkspace();
  const ledger = await readLedger(session);
  expect(await checkInvariants(session, await loadInvariants(workspace, ledger))).toEqual([]);
  expect(await findDemoGaps(session, workspace, ledger)).toEqual([]);
});

test('one that nobody tells is refused with those that there are, and the command says what was done before', async () => {
  const unknown = await askErp(root, database.settings, ['seed', '--scenario', 'black-fridy']);
  expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('Did you mean black-friday?') });
  expect(unknown.stderr).toContain('refund-wave (orders)');
  const again = await askErp(root, database.settings, ['seed', '--scenario', 'stockout']);
  expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to do') });
  expect(await askErp(root, database.settings, ['seed', '--scenario', 'stockout', '--fresh'])).toMatchObject({
    code: 2,
  });
});
