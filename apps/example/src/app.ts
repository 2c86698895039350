import { randomBytes, randomUUID } from 'node:crypto';
import { databaseErrorOf } from '@erp/client/errors';
import { type TenantSession, withTenant } from '@erp/client/knex';
import { type Context, Hono } from 'hono';
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import type { Knex } from 'knex';
import { actions, type Form, latestOrders, readOrder } from './orders.ts';
import { orderPage, ordersPage, refusalPage, signInPage } from './pages.ts';
import type { Person } from './people.ts';

interface Environment {
  Variables: { person: Person; session: TenantSession; form: Form };
}

const COOKIE = 'session';
/** What a person may be told, and how a browser is to take it. Everything else is a fault of ours. */
const STATUS: Readonly<Record<string, 400 | 403 | 404 | 409>> = {
  '42501': 403,
  P0002: 404,
  '23514': 409,
  '23505': 409,
  '55000': 409,
  '22023': 400,
  '22P02': 400,
};

/**
 * The office of a shop: sign-in, orders, one order, what can be done to it.
 *
 * @param people who may sign in.
 */
export function createApp(knex: Knex, people: () => Promise<readonly Person[]>): Hono<Environment> {
  const secret = randomBytes(32).toString('hex');
  const app = new Hono<Environment>();
  app.use(csrf());
  app.get('/', async (c) => c.html(await signInPage(await people())));
  app.post('/sign-in', async (c) => {
    const { tenant, user } = await formOf(c);
    await setSignedCookie(c, COOKIE, `${tenant}.${user}`, secret, { httpOnly: true, sameSite: 'Lax' });
    return c.redirect('/orders', 303);
  });
  app.post('/sign-out', (c) => {
    deleteCookie(c, COOKIE);
    return c.redirect('/', 303);
  });
  app.use(async (c, next) => {
    const [tenant, user] = ((await getSignedCookie(c, secret, COOKIE)) || '').split('.');
    const person = (await people()).find((each) => each.tenant === tenant && each.user === user);
    if (person === undefined) return c.redirect('/', 303);
    c.set('person', person);
    c.set('session', {
      tenant: person.tenant,
      user: person.user,
      role: 'erp_app',
      request: { id: randomUUID() },
    });
    return next();
  });
  app.post('/tenant', async (c) => {
    const { tenant = '' } = await formOf(c);
    const { user } = c.var.person;
    // Entering is what decides whether it may be switched to.
    await withTenant(knex, { ...c.var.session, tenant }, async () => {});
    await setSignedCookie(c, COOKIE, `${tenant}.${user}`, secret, { httpOnly: true, sameSite: 'Lax' });
    return c.redirect('/orders', 303);
  });
  addOrders(app, knex, people);
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    const said = databaseErrorOf(error);
    const status = STATUS[said?.code ?? ''];
    if (said === undefined || status === undefined) throw error;
    return c.html(refusalPage(c.var.person, said), status);
  });
  return app;
}

function addOrders(app: Hono<Environment>, knex: Knex, people: () => Promise<readonly Person[]>): void {
  app.get('/orders', async (c) => {
    const { person, session } = c.var;
    const others = (await people()).filter(
      (each) => each.user === person.user && each.tenant !== person.tenant,
    );
    return c.html(await ordersPage(person, others, await latestOrders(knex, session)));
  });
  app.get('/orders/:id{[0-9]+}', async (c) => {
    const found = await readOrder(knex, c.var.session, c.req.param('id'));
    if (found === undefined)
      return c.html(refusalPage(c.var.person, { message: 'There is no such order.' }), 404);
    return c.html(await orderPage(c.var.person, found, randomUUID()));
  });
  app.post('/actions/:action', async (c) => {
    const action = actions[c.req.param('action') as keyof typeof actions];
    if (action === undefined) return c.notFound();
    const form = await formOf(c);
    const result = await withTenant(knex, c.var.session, (trx): Promise<unknown> => action(trx, form));
    return c.redirect(`/orders/${form.order ?? result}`, 303);
  });
}

async function formOf(c: Context): Promise<Form> {
  const form = await c.req.parseBody();
  return Object.fromEntries(Object.entries(form).map(([name, value]) => [name, String(value)]));
}
