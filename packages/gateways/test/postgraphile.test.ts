import { writeApiSchema } from '@erp/gateways/api-schema';
import { inDomain } from '@erp/testing/in-domain';
import { addMember } from '@erp/testing/tenants';
import { claimsOf, loginRole } from './accounts.ts';
import { AUDIENCE, type GraphqlServer, SECRET, startPostgraphile, tokenOf } from './graphql-server.ts';
import { guideBlocks } from './guide.ts';
import { interleave } from './interleaved.ts';
import { runScript } from './run-script.ts';

let login: Awaited<ReturnType<typeof loginRole>>;
let server: GraphqlServer;
let token: string;
// Before the database goes.
afterAll(async () => {
  await server?.close();
  await login?.drop();
});
const { database, a, b } = inDomain('orders');

beforeAll(async () => {
  await database.knex.raw(await writeApiSchema(await database.connect()));
  login = await loginRole(database, 'graphql', guideBlocks('sql', 'PostGraphile'));
  server = await startPostgraphile(database.settings, { ...login, pool: 1 });
  token = tokenOf(await claimsOf(database, a));
});

const CREATE = `mutation ($lines: JSON!) {
  createOrder(input: { currencyCode: "EUR", lines: $lines }) { result }
}`;
const PLACE = `mutation ($orderId: BigInt!, $key: String!) {
  placeOrder(input: { orderId: $orderId, idempotencyKey: $key }) { result }
}`;
const PAY = `mutation ($orderId: BigInt!, $amount: BigFloat!, $key: String!) {
  recordPayment(input: { orderId: $orderId, amount: $amount, method: "cash", idempotencyKey: $key }) { result }
}`;
const ORDERS = `{
  allOrders(orderBy: ORDERED_AT_DESC) {
    nodes { rowId orderNumber status paymentStatus total tenant { name } orderItemsByOrderId { nodes { productName quantity } } }
  }
}`;
const RINGS = { lines: [{ product_name: 'Ring', quantity: 2, unit_price: 50 }] };

/** A draft of the first tenant, by its number. */
const draft = async () => (await server.ask(token, CREATE, RINGS)).data.createOrder.result as string;

test('an order is made, placed, paid and listed', async () => {
  const orderId = await draft();
  const placed = await server.ask(token, PLACE, { orderId, key: 'story' });
  expect(placed).toEqual({ data: { placeOrder: { result: expect.stringMatching(/^ORD-/) } } });
  expect(await server.ask(token, PLACE, { orderId, key: 'story' })).toEqual(placed);
  const paid = await server.ask(token, PAY, { orderId, amount: '100', key: 'all of it' });
  expect(paid).toEqual({ data: { recordPayment: { result: expect.stringMatching(/^[0-9]+$/) } } });
  const { data } = await server.ask(token, ORDERS);
  expect(data.allOrders.nodes).toContainEqual({
    rowId: orderId,
    orderNumber: placed.data.placeOrder.result,
    status: 'pending',
    paymentStatus: 'paid',
    total: '100.00',
    tenant: { name: 'Tenant A' },
    orderItemsByOrderId: { nodes: [{ productName: 'Ring', quantity: 2 }] },
  });
});

test('what the schema refuses arrives in its words, and faults of the server do not', async () => {
  const orderId = await draft();
  await server.ask(token, PLACE, { orderId, key: 'refused' });
  const { errors } = await server.ask(token, PAY, { orderId, amount: '1000', key: 'too much' });
  expect(errors).toMatchObject([
    { message: expect.stringMatching(/\S/), extensions: { code: expect.stringMatching(/^(23514|55000)$/) } },
  ]);
  const viewer = tokenOf(await claimsOf(database, await addMember(database, a, 'viewer')));
  expect(await server.ask(viewer, CREATE, RINGS)).toMatchObject({
    data: { createOrder: null },
    errors: [{ message: expect.stringContaining('orders.write'), extensions: { code: '42501' } }],
  });
  const fault = await server.ask(
    token,
    '{ orderByRowId(tenantId: "1", rowId: "99999999999999999999") { status } }',
  );
  expect(fault).toMatchObject({ errors: [{ message: 'Something went wrong on the server.' }] });
  expect(server.complaints()).toContain('out of range');
});

test('nobody sees or touches an order of another tenant', async () => {
  const orderId = await draft();
  const stranger = tokenOf(await claimsOf(database, b));
  expect((await server.ask(stranger, ORDERS)).data.allOrders.nodes).toEqual([]);
  expect(await server.ask(stranger, PLACE, { orderId, key: 'foreign' })).toMatchObject({
    data: { placeOrder: null },
    errors: [{ extensions: { code: 'P0002' } }],
  });
  const named = `{ orderByTenantIdAndRowId: orderByRowId(tenantId: "${a.id}", rowId: "${orderId}") { status } }`;
  expect((await server.ask(token, named)).data).toEqual({ orderByTenantIdAndRowId: { status: 'draft' } });
  expect((await server.ask(stranger, named)).data).toEqual({ orderByTenantIdAndRowId: null });
});

test('a token opens the tenant of its member alone, and nothing without one', async () => {
  const claims = await claimsOf(database, a);
  const code = async (given: string | undefined) => {
    const { data, errors } = await server.ask(given, ORDERS);
    return data?.allOrders === null ? errors?.[0]?.extensions?.code : 'let in';
  };
  expect(await code(tokenOf(claims))).toBe('let in');
  expect(await code(tokenOf({ ...claims, tenant_id: b.id }))).toBe('42501');
  expect(await code(tokenOf({ ...claims, sub: '00000000-0000-0000-0000-000000000000' }))).toBe('42501');
  expect(await code(tokenOf({ ...claims, sub: 'nobody' }))).toBe('42501');
  for (const given of [
    undefined,
    'nonsense',
    tokenOf(claims, 'another secret than that of the server'),
    tokenOf(claims, SECRET, 'none'),
    tokenOf({ ...claims, exp: 1 }),
    tokenOf({ ...claims, exp: undefined }),
    tokenOf({ ...claims, nbf: 99_999_999_999 }),
    tokenOf({ ...claims, aud: 'somebody else' }),
    tokenOf({ ...claims, role: 'service_role', sub: undefined }),
    tokenOf({ sub: claims.sub }),
    tokenOf({ tenant_id: claims.tenant_id }),
    tokenOf({ ...claims, sub: null }),
    tokenOf({ ...claims, tenant_id: `${a.id} OR true` }),
  ]) {
    expect([given, await code(given)]).toEqual([given, 'not_signed_in']);
  }
});

test('a token for trying it out is made for a member, and for nobody else', async () => {
  const made = (email: string) =>
    runScript(database.settings, 'sign-token.ts', ['tenant-a', email], {
      JWT_SECRET: SECRET,
      JWT_AUDIENCE: AUDIENCE,
    });
  const { code, output } = made('owner.a@example.com');
  expect(code).toBe(0);
  expect((await server.ask(output.trim(), ORDERS)).data.allOrders.nodes).not.toEqual([]);
  expect(made('owner.b@example.com')).toMatchObject({
    code: 1,
    output: '',
    complaints: expect.stringContaining('owner.a@example.com'),
  });
});

test('a request that asks for too much is refused before it is planned', async () => {
  const repeated = (count: number, one: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => one(at)).join(' ');
  const rows = (inner: string, levels: number): string =>
    levels === 0 ? inner : `orderItemsByOrderId { nodes { order { ${rows(inner, levels - 1)} } } }`;
  const fragments = repeated(12, (at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`);
  const told = async (query: string, given = token) =>
    (await server.ask(given, query)).errors?.map(({ extensions }) => extensions?.code);
  const large = ['query_too_large'];
  expect(await told(`{ allOrders { nodes { ${rows('rowId', 3)} } } }`)).toBeUndefined();
  expect(await told(`{ allOrders { nodes { ${rows('rowId', 4)} } } }`)).toEqual(large);
  expect(await told(`{ ${repeated(51, (at) => `a${at}: __typename`)} }`)).toEqual(large);
  expect(
    await told(`mutation { ${repeated(51, (at) => `a${at}: placeOrder(input: {}) { result }`)} }`),
  ).toContain('query_too_large');
  expect(await told(`{ allOrders { nodes { ${repeated(1000, (at) => `a${at}: rowId`)} } } }`)).toEqual(large);
  expect(await told(`{ ...F0 } ${fragments} fragment F12 on Query { __typename }`)).toEqual(large);
  expect(await told('{ one: __schema { types { name } } two: __schema { types { name } } }')).toEqual(large);
  expect(
    await told('{ __schema { types { name fields { name type { ofType { name } } } } } }'),
  ).toBeUndefined();
});

test('requests of two tenants that share one connection see only their own', async () => {
  for (const tenant of [a, b])
    await database
      .knex('sys_brands')
      .insert({ tenant_id: tenant.id, code: `of-${tenant.id}`, name: 'Brand' });
  const members = [await claimsOf(database, a), await claimsOf(database, b)] as const;
  const { others, ...counted } = await interleave(server, 150, members);
  expect(others).toEqual([]);
  expect(counted).toEqual({ own: 116, failed: 20, refused: 14 });
});

test('no two things of the schema have one name, and what is not for a person is not there', async () => {
  const { data } = await server.ask(
    token,
    '{ mutations: __type(name: "Mutation") { fields { name } } movement: __type(name: "StockMovement") { fields { name } } }',
  );
  const names = (type: { fields: { name: string }[] }) => type.fields.map(({ name }) => name);
  expect(names(data.mutations)).toEqual(expect.arrayContaining(['placeOrder', 'createOrder', 'updateOrder']));
  expect(names(data.mutations).filter((name) => /tenant$|preRequest|^require/i.test(name))).toEqual([
    'updateSysTenant',
  ]);
  expect(names(data.movement)).toEqual(
    expect.arrayContaining(['counterpart', 'stockMovementByCounterpartId', 'stock']),
  );
  expect(server.complaints()).not.toMatch(/conflict|error occurred/i);
});
