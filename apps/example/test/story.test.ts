import { inDomain } from '@erp/testing/in-domain';
import type { TestTenant } from '@erp/testing/tenants';
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
    return { status: answer.status, text: await answer.text() };
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
  expect((await act('place')).text).toMatch(/ORD-.*pending, unpaid: 100\.00 EUR, open 100\.00/s);
  expect((await act('pay', { amount: '100' })).text).toContain('pending, paid: 100.00 EUR, open 0.00');
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
  expect(await act('place')).toMatchObject({ status: 409, text: expect.stringContaining('99 wanted') });
  expect((await open(draft)).text).toContain('draft, ');
});

test('a form that is sent twice does it once', async () => {
  const { act, signIn, open, at } = browser();
  await signIn(a);
  await act('create', { sku: 'R-1', quantity: '1' });
  await act('place');
  const { pathname } = new URL(at(), base);
  const form = { order: pathname.split('/').at(-1) ?? '', key: 'twice', amount: '10' };
  await open('/actions/pay', form);
  expect((await open('/actions/pay', form)).text).toContain('open 40.00');
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
  expect(first.text).toContain('Go to Tenant B');
  const second = await open('/tenant', { tenant: b.id });
  expect(second.text).toContain('of Tenant B');
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
