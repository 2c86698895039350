import { inDomain } from '@erp/testing/in-domain';
import { addMember } from '@erp/testing/tenants';
import pg from 'pg';
import { claimsOf, loginRole } from './accounts.ts';
import { get, type RestConfiguration, type RestRequest, rpc } from './as-postgrest.ts';
import { guideBlocks } from './guide.ts';
import { runScript } from './run-script.ts';

let client: pg.Client;
let login: Awaited<ReturnType<typeof loginRole>>;
// Before the database goes.
afterAll(async () => {
  await client?.end();
  await login?.drop();
});
const { database, a, b } = inDomain('orders');

const [file = ''] = guideBlocks('ini', 'PostgREST');
const said = (name: string) => new RegExp(`^${name} = "(.*)"$`, 'm').exec(file)?.[1] ?? '';
const configuration: RestConfiguration = {
  hook: said('db-pre-request'),
  schemas: said('db-schemas').split(', '),
};
const ORDER = { currency_code: 'text', lines: 'jsonb', customer_id: 'bigint' };
const PLACING = { order_id: 'bigint', idempotency_key: 'text' };
const PAYING = { ...PLACING, amount: 'numeric', method: 'text' };
const RINGS = {
  customer_id: null,
  currency_code: 'EUR',
  lines: [{ product_name: 'Ring', quantity: 2, unit_price: 50 }],
};

let asOwner: RestRequest;
const list = (request: RestRequest) =>
  get(client, configuration, request, 'orders', ['id', 'order_number', 'payment_status']);
const call = (
  request: RestRequest,
  name: string,
  types: Record<string, string>,
  body: Record<string, unknown>,
) => rpc(client, configuration, request, name, types, body);
const refusal = (work: Promise<unknown>) =>
  work.then(
    (answer) => `answered ${JSON.stringify(answer)}`,
    ({ code }) => code,
  );

beforeAll(async () => {
  expect(runScript(database.settings, 'command.ts', ['--apply'])).toEqual({
    code: 0,
    output: '',
    complaints: '',
  });
  login = await loginRole(database, 'authenticator', [
    ...guideBlocks('sql', 'PostgREST'),
    ...guideBlocks('sql', 'Supabase'),
  ]);
  client = new pg.Client({ ...(database.settings as pg.ClientConfig), ...login });
  await client.connect();
  asOwner = { role: 'authenticated', claims: await claimsOf(database, a) };
});

test('the settings of the page are those of the file', async () => {
  const { rows } = await client.query(
    "SELECT current_setting('pgrst.db_schemas') AS schemas, current_setting('pgrst.db_pre_request') AS hook",
  );
  expect(rows).toEqual([{ schemas: said('db-schemas'), hook: said('db-pre-request') }]);
});

test('an order is made, placed, paid and listed', async () => {
  const id = await call(asOwner, 'create_order', ORDER, RINGS);
  const number = await call(asOwner, 'place_order', PLACING, { order_id: id, idempotency_key: 'story' });
  expect(number).toMatch(/^ORD-/);
  await call(asOwner, 'record_payment', PAYING, {
    order_id: id,
    amount: 100,
    method: 'cash',
    idempotency_key: 'paid',
  });
  expect(await list(asOwner)).toEqual([{ id, order_number: number, payment_status: 'paid' }]);
});

test('a token opens the tenant of its member alone', async () => {
  const own = await claimsOf(database, a);
  const id = await call(asOwner, 'create_order', ORDER, RINGS);
  const stranger: RestRequest = { role: 'authenticated', claims: await claimsOf(database, b) };
  expect(await list(stranger)).toEqual([]);
  expect(await refusal(call(stranger, 'place_order', PLACING, { order_id: id, idempotency_key: 'x' }))).toBe(
    'P0002',
  );
  const { sub } = own;
  for (const request of [
    { claims: { sub, tenant_id: b.id } },
    { claims: { sub: '00000000-0000-0000-0000-000000000000', tenant_id: a.id } },
    { claims: { sub: 'nobody', tenant_id: a.id } },
    { claims: own, headers: { 'x-tenant-id': b.id } },
    { claims: { sub }, headers: { 'x-tenant-id': b.id } },
    { claims: own, role: 'anon' },
  ] as const)
    expect([request, await refusal(list({ role: 'authenticated', ...request }))]).toEqual([request, '42501']);
  expect(await list({ role: 'authenticated', claims: { sub } })).toEqual([]);
  const named: RestRequest = { role: 'authenticated', claims: { sub }, headers: { 'x-tenant-id': a.id } };
  expect(await list(named)).toContainEqual(expect.objectContaining({ id }));
});

test('who may only look is refused in the words of the schema', async () => {
  const viewer: RestRequest = {
    role: 'authenticated',
    claims: await claimsOf(database, await addMember(database, a, 'viewer')),
  };
  await expect(call(viewer, 'create_order', ORDER, RINGS)).rejects.toMatchObject({
    code: '42501',
    message: expect.stringContaining('orders.write'),
  });
});

test('the login itself can do nothing, and nothing of a request is left on its connection', async () => {
  await list(asOwner);
  await refusal(call(asOwner, 'place_order', PLACING, { order_id: 0, idempotency_key: 'none' }));
  expect(await refusal(client.query('SELECT FROM public.orders'))).toBe('42501');
  expect(await refusal(client.query("SELECT api.place_order(1, 'x')"))).toBe('42501');
  const { rows } = await client.query(
    "SELECT current_user::text AS role, current_setting('app.tenant_id', true) AS tenant, current_setting('request.jwt.claims', true) AS claims",
  );
  expect(rows).toEqual([{ role: login.user, tenant: '', claims: '' }]);
});
