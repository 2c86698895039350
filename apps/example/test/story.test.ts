import { inDomain } from '@erp/testing/in-domain';
import type { TestTenant } from '@erp/testing/tenants';
import knexFactory, { type Knex } from 'knex';
import { createApp } from '../src/app.ts';
import { readPeople } from '../src/people.ts';
import { openShop, type Shop } from './shop.ts';

const { database, a, b } = inDomain('fulfilment');
let shop: Shop;
let base: string;
let viewer: TestTenant;

beforeAll(async () => {
  shop = await openShop(database, a, b);
  base = shop.url;
  viewer = shop.viewer;
});
afterAll(() => shop?.close());

/** A browser without a screen: keeps its cookie, follows where it is sent, and fills forms in. */
function browser() {
  let cookie = '';
  let place = '';
  const open = async (path: string, form?: Record<string, string>) => {
    const answer = await fetch(base + path, {
      redirect: 'manual',
      headers: { cookie, origin: base },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    const location = answer.headers.get('location');
    if (location !== null) return open(location);
    place = path;
    return { status: answer.status, text: await answer.text(), cookie };
  };
  /** Sends the form of an action as the page has it, with some fields filled in. */
  const act = async (action: string, filled: Record<string, string> = {}) => {
    const { text } = await open(place);
    const form = new RegExp(`<form method="post" action="/actions/${action}">(.*?)</form>`, 's').exec(
      text,
    )?.[1];
    if (form === undefined) throw new Error(`${place} has no form ${action}.`);
    const fields = [...form.matchAll(/<input[^>]*?name="(\w+)"[^>]*?>/g)].map(([input, name = '']) => [
      name,
      /value="([^"]*)"/.exec(input)?.[1] ?? '',
    ]);
    return open(`/actions/${action}`, { ...Object.fromEntries(fields), ...filled });
  };
  const signIn = (who: TestTenant) => open('/sign-in', { tenant: who.id, user: who.ownerId });
  return { open, act, signIn, at: () => place };
}

test('an order is made, placed, paid, shipped and refunded, by its owner', async () => {
  const { open, act, signIn, at } = browser();
  expect((await open('/orders')).text).toContain('Who are you?');
  expect((await signIn(a)).text).toContain('Owner of a');
  expect((await act('create', { sku: 'R-1', quantity: '2' })).text).toContain('Ring &amp; Co');
  expect((await act('place')).text).toMatch(/ORD-.*pending, unpaid<\/span>\s+100\.00 EUR, open 100\.00/s);
  expect((await act('pay', { amount: '100' })).text).toMatch(
    /pending, paid<\/span>\s+100\.00 EUR, open 0\.00/,
  );
  await act('confirm');
  expect((await act('ship')).text).toContain('shipped, paid');
  const refunded = await act('refund', { amount: '40', reason: 'Scratched' });
  expect(refunded.text).toContain('<td>refund</td>');
  expect(refunded.text).toContain('processing → shipped');
  const number = /<h1>(ORD-[^<]*)/.exec(refunded.text)?.[1];
  expect((await open('/orders')).text).toContain(number);
  expect(at()).toBe('/orders');
});

test('what is short is refused in the words of the database, and nothing is kept', async () => {
  const { act, signIn, open, at } = browser();
  await signIn(a);
  await act('create', { sku: 'R-1', quantity: '99' });
  const draft = at();
  const { status, text } = await act('place');
  expect([status, /99 wanted/.test(text), /app\.place_order/.test(text)]).toEqual([409, true, false]);
  expect((await open(draft)).text).toContain('draft, ');
});

test('forms that are sent twice at the same moment do it once', async () => {
  const { act, signIn, open, at } = browser();
  await signIn(a);
  const twice = (action: string, form: Record<string, string>) =>
    Promise.all([1, 2].map(() => send(`/actions/${action}`, form)));
  const cookie = (await signIn(a)).cookie;
  const send = async (path: string, form: Record<string, string>) => {
    const answer = await fetch(base + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, origin: base },
      body: new URLSearchParams(form),
    });
    return [answer.status, answer.headers.get('location')];
  };
  const [made, again] = await twice('create', { sku: 'R-1', quantity: '1', currency: 'EUR', key: 'clicked' });
  expect(made).toEqual([303, expect.stringMatching(/^\/orders\/\d+$/)]);
  expect(again).toEqual(made);
  const order = String(made?.[1]).split('/').at(-1) ?? '';
  const done = [303, `/orders/${order}`];
  await open(`/orders/${order}`);
  await act('place');
  expect(await twice('confirm', { order })).toEqual([done, done]);
  expect(await twice('pay', { order, key: 'clicked', amount: '10' })).toEqual([done, done]);
  expect(await twice('ship', { order, key: 'clicked' })).toEqual([done, done]);
  const { text } = await open(at());
  expect(text).toContain('open 40.00');
  const payment = /name="payment"\s+value="(\d+)"/.exec(text)?.[1] ?? '';
  const refund = { order, payment, key: 'clicked to refund', amount: '4', reason: 'Twice' };
  expect(await twice('refund', refund)).toEqual([done, done]);
  expect((await open(at())).text.match(/<td>refund<\/td>/g)).toHaveLength(1);
});

test('what makes no sense is refused with a page, and names of people and products stay text', async () => {
  const { act, signIn, open } = browser();
  const name = `<script>alert("1")</script> & 'Ελένη' مثال 😀`;
  await database.knex('sys_users').where({ id: a.ownerId }).update({ full_name: name });
  await database.knex('product').where({ sku: 'R-1' }).update({ name });
  await signIn(a);
  const draft = await act('create', { sku: 'R-1', quantity: '1' });
  const [order = ''] = /(?<=Draft )\d+/.exec(draft.text) ?? [];
  const escaped = '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;Ελένη&#39; مثال 😀';
  expect(draft.text.split(escaped)).toHaveLength(3);
  expect(draft.text).not.toContain('<script');
  for (const [path, form, status] of [
    ['/nothing', undefined, 404],
    ['/orders/999999999999999999', undefined, 404],
    ['/orders/9999999999999999999', undefined, 404],
    ['/actions/toString', { order }, 404],
    ['/actions/__proto__', { order }, 404],
    ['/actions/pay', { order: "1'; DROP TABLE orders; --", amount: '1', key: 'k' }, 400],
    ['/actions/pay', { order, amount: '1e999', key: 'k' }, 400],
    ['/actions/pay', { order, amount: '\0', key: 'k' }, 400],
    ['/actions/pay', { order: '\r\nset-cookie: x=1', amount: '1', key: 'k' }, 400],
    ['/actions/create', { sku: 'R-1', quantity: 'many', currency: 'EUR', key: 'k' }, 400],
    ['/actions/create', { sku: 'x'.repeat(20_000) }, 413],
  ] as const) {
    const answer = await open(path, form);
    expect([path, answer.status, /<h1>Not done<\/h1>/.test(answer.text)]).toEqual([path, status, true]);
  }
  await database.knex('sys_users').where({ id: a.ownerId }).update({ full_name: 'Owner of a' });
});

test('a database that is lost is told with a page, and no words of it', async () => {
  const gone = knexFactory({ client: 'pg', connection: database.settings as Knex.PgConnectionConfig });
  await gone.destroy();
  const app = createApp(gone, () => readPeople(database.knex, [a.id]));
  const headers = { origin: 'http://localhost' };
  const body = new URLSearchParams({ tenant: a.id, user: a.ownerId });
  const signedIn = await app.request('/sign-in', { method: 'POST', headers, body });
  const complaint = jest.spyOn(console, 'error').mockImplementation(() => {});
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const answer = await app.request('/orders', { headers: { cookie } });
  const text = await answer.text();
  expect([answer.status, /Something went wrong/.test(text)]).toEqual([500, true]);
  const [told] = complaint.mock.calls.flat() as Error[];
  complaint.mockRestore();
  expect(told?.message).toMatch(/\S/);
  expect(text).not.toContain(told?.message);
});

test('nothing of a tenant is kept, framed or scripted, and the cookie is for the server alone', async () => {
  const answer = await fetch(`${base}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: base },
    body: new URLSearchParams({ tenant: a.id, user: a.ownerId }),
  });
  expect(answer.headers.get('set-cookie')).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
  const { headers } = await fetch(`${base}/orders`, {
    headers: { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' },
  });
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'; style-src 'self'");
  expect(headers.get('x-frame-options')).toBe('DENY');
});

test('a viewer sees no orders and may make none', async () => {
  const owner = browser();
  const [order = ''] = /\/orders\/\d+/.exec((await owner.signIn(a)).text) ?? [];
  const { signIn, open } = browser();
  const { status, text } = await signIn(viewer);
  expect([status, /\/orders\/\d+/.exec(text)]).toEqual([200, null]);
  expect(await open(order)).toMatchObject({ status: 404 });
  const created = await open('/actions/create', { sku: 'R-1', quantity: '1', currency: 'EUR' });
  expect(created).toMatchObject({ status: 403, text: expect.stringContaining('orders.write') });
  const paid = await open('/actions/pay', { order: order.split('/')[2] ?? '', amount: '1', key: 'k' });
  expect(paid).toMatchObject({ status: 403 });
});

test('who is a member of two tenants goes from one to the other, and sees nothing of the first there', async () => {
  const { signIn, open } = browser();
  const first = await signIn(a);
  const [order = ''] = /\/orders\/\d+/.exec(first.text) ?? [];
  expect(first.text).toContain('Go to <bdi>Tenant B</bdi>');
  const second = await open('/tenant', { tenant: b.id });
  expect(second.text).toContain('of <bdi>Tenant B</bdi>');
  expect(second.text).not.toContain('ORD-');
  expect(await open(order)).toMatchObject({ status: 404 });
});

test('nobody gets into a tenant by asking for it, or by a cookie of their own', async () => {
  const { signIn, open } = browser();
  await signIn(viewer);
  expect(await open('/tenant', { tenant: b.id })).toMatchObject({ status: 403 });
  const forged = await fetch(`${base}/orders`, {
    redirect: 'manual',
    headers: { cookie: `session=${a.id}.${a.ownerId}.forged` },
  });
  expect(forged.headers.get('location')).toBe('/');
  const elsewhere = await fetch(`${base}/sign-in`, {
    method: 'POST',
    headers: { origin: 'http://example.com' },
    body: new URLSearchParams({ tenant: a.id, user: a.ownerId }),
  });
  expect(elsewhere.status).toBe(403);
});
