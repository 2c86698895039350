import { randomBytes, randomUUID } from 'node:crypto';
import { type DatabaseError, databaseErrorOf } from '@erp/client/errors';
import { type TenantSession, withTenant } from '@erp/client/knex';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Knex } from 'knex';
import { act, createDraft, type Form, latestOrders, readOrder } from './orders.ts';
import { orderPage, ordersPage, type Refusal, refusalPage, signInPage } from './pages.ts';
import type { Person } from './people.ts';
import { STYLE } from './style.ts';

interface Environment {
  Variables: { person: Person; session: TenantSession; form: Form };
}

const COOKIE = 'session';
/** Bytes. No form of the office is longer. */
const LARGEST_FORM = 16_384;

/**
 * The office of a shop: sign-in, orders, one order, what can be done to it.
 *
 * @param people who may sign in.
 */
export function createApp(knex: Knex, people: () => Promise<readonly Person[]>): Hono<Environment> {
  const app = new Hono<Environment>();
  app.get('/style.css', (c) => c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }));
  protect(app);
  addSignIn(app, knex, people);
  addOrders(app, knex, people);
  app.notFound((c) => refuse(c, 404, { message: 'There is no such page.' }));
  app.onError((error, c) => {
    if (error instanceof HTTPException)
      return refuse(c, error.status, { message: error.message || 'This is not accepted.' });
    const said = databaseErrorOf(error);
    const status = said === undefined ? undefined : statusOf(said);
    if (said !== undefined && status !== undefined) return refuse(c, status, said);
    console.error(error);
    return refuse(c, 500, {
      message: 'Something went wrong on the server, which has noted it.',
      hint: 'Look at the order before you send the form again: what was sent may have been done.',
    });
  });
  return app;
}

/** Nothing of a tenant is kept by a browser or shown inside another site, and no other site sends a form. */
function protect(app: Hono<Environment>): void {
  app.use(
    secureHeaders({
      strictTransportSecurity: false, // The office is on loopback, where there is no TLS.
      xFrameOptions: 'DENY',
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ['data:'],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    }),
    csrf(),
    bodyLimit({ maxSize: LARGEST_FORM }),
    async (c, next) => {
      await next();
      c.header('cache-control', 'no-store');
    },
  );
}

function addSignIn(app: Hono<Environment>, knex: Knex, people: () => Promise<readonly Person[]>): void {
  const secret = randomBytes(32).toString('hex');
  const keep = (c: Context, tenant = '', user = '') =>
    setSignedCookie(c, COOKIE, `${tenant}.${user}`, secret, {
      httpOnly: true,
      sameSite: 'Lax',
      secure: new URL(c.req.url).protocol === 'https:',
    });
  app.get('/', async (c) => c.html(await signInPage(await people())));
  app.post('/sign-in', async (c) => {
    const { tenant, user } = await formOf(c);
    await keep(c, tenant, user);
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
    // Entering is what decides whether it may be switched to.
    await withTenant(knex, { ...c.var.session, tenant }, async () => {});
    await keep(c, tenant, c.var.person.user);
    return c.redirect('/orders', 303);
  });
}

function addOrders(app: Hono<Environment>, knex: Knex, people: () => Promise<readonly Person[]>): void {
  app.get('/orders', async (c) => {
    const { person, session } = c.var;
    const others = (await people()).filter(
      (each) => each.user === person.user && each.tenant !== person.tenant,
    );
    return c.html(await ordersPage(person, others, await latestOrders(knex, session), randomUUID()));
  });
  app.get('/orders/:id{[0-9]{1,18}}', async (c) => {
    const found = await readOrder(knex, c.var.session, c.req.param('id'));
    if (found === undefined) return refuse(c, 404, { message: 'There is no such order.' });
    return c.html(await orderPage(c.var.person, found, randomUUID()));
  });
  app.post('/actions/create', async (c) =>
    c.redirect(`/orders/${await createDraft(knex, c.var.session, await formOf(c))}`, 303),
  );
  app.post('/actions/:action', async (c) => {
    const form = await formOf(c);
    const done = act(knex, c.var.session, c.req.param('action'), form);
    if (done === undefined) return c.notFound();
    await done;
    return c.redirect(`/orders/${encodeURIComponent(form.order ?? '')}`, 303);
  });
}

/** What a person may be told, by SQLSTATE or its class, and how a browser is to take it. All else is a fault of ours. */
function statusOf({ code }: DatabaseError): ContentfulStatusCode | undefined {
  if (code === '42501') return 403;
  if (code === 'P0002') return 404;
  if (code.startsWith('22') || code === '54000') return 400;
  return code.startsWith('23') || code === '55000' ? 409 : undefined;
}

/** `person` is not there where nobody has signed in, whatever its type says. */
async function refuse(
  c: Context<Environment>,
  status: ContentfulStatusCode,
  said: Refusal,
): Promise<Response> {
  return c.html(await refusalPage(c.get('person') as Person | undefined, said), status);
}

async function formOf(c: Context): Promise<Form> {
  const form = await c.req.parseBody();
  return Object.fromEntries(Object.entries(form).map(([name, value]) => [name, String(value)]));
}
