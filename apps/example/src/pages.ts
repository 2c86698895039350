import type { OrdersRow } from '@erp/orders/tables';
import { html } from 'hono/html';
import type { OrderPage, OrdersPage } from './orders.ts';
import type { Person } from './people.ts';

type Html = ReturnType<typeof html>;

/** A page; `person` is who is signed in. Names are isolated, so that those written from right to left move nothing. */
function page(title: string, person: Person | undefined, body: unknown): Html {
  const who =
    person === undefined
      ? ''
      : html`<nav aria-label="Office"><a href="/orders">Orders</a></nav>
          <form method="post" action="/sign-out">
            <span><bdi>${person.name}</bdi>, ${person.role || 'without a role'} of <bdi>${person.tenantName}</bdi></span>
            <button class="quiet">Sign out</button>
          </form>`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <header><div>${who || html`<span>The office of a shop</span>`}</div></header>
        <main><h1>${title}</h1>${body}</main>
      </body>
    </html>`;
}

/** Who may sign in. */
export function signInPage(people: readonly Person[]): Html {
  const rows = people.map(
    (each) => html`<tr>
      <td class="text"><bdi>${each.tenantName}</bdi></td>
      <td>${each.role}</td>
      <td>
        <form method="post" action="/sign-in">
          <input type="hidden" name="tenant" value="${each.tenant}" />
          <button class="quiet" name="user" value="${each.user}"><bdi>${each.name}</bdi></button>
        </form>
      </td>
    </tr>`,
  );
  return page(
    'Who are you?',
    undefined,
    html`<p class="about">Be anybody of the demo: what each may see and do differs.</p>
      ${tableOf('People', ['Tenant', 'Role', 'Person'], rows)}`,
  );
}

/**
 * The orders of the tenant, and the other tenants that the person is a member of.
 *
 * @param key makes what the form does happen once.
 */
export function ordersPage(
  person: Person,
  others: readonly Person[],
  { orders, offered }: OrdersPage,
  key: string,
): Html {
  const rows = orders.map(
    (order) => html`<tr>
      <td><a href="/orders/${order.id}">${order.order_number ?? `Draft ${order.id}`}</a></td>
      <td>${day(order.ordered_at)}</td>
      <td>${inWords(order.status)}</td>
      <td>${inWords(order.payment_status)}</td>
      <td class="number">${order.total} ${order.currency_code}</td>
    </tr>`,
  );
  const switches = others.map(
    (other) => html`<form method="post" action="/tenant">
      <button class="quiet" name="tenant" value="${other.tenant}">Go to <bdi>${other.tenantName}</bdi></button>
    </form>`,
  );
  return page(
    'Orders',
    person,
    html`${switches}
      <form method="post" action="/actions/create">
        <input type="hidden" name="key" value="create-${key}" />
        <label>SKU<input name="sku" list="offered" autocomplete="off" required /></label>
        <datalist id="offered">
          ${offered.map(({ sku, name }) => html`<option value="${sku}">${name}</option>`)}
        </datalist>
        <label>Pieces<input name="quantity" type="number" min="1" value="1" required /></label>
        <label>Currency<input name="currency" value="${orders[0]?.currency_code ?? 'EUR'}" size="3" required /></label>
        <button>New order</button>
      </form>
      ${tableOf('Orders', ['Order', 'Day', 'Status', 'Payment', ...numbers('Total')], rows)}`,
  );
}

/** One order. @param key makes what the forms do happen once. */
export function orderPage(person: Person, { order, lines, payments, history }: OrderPage, key: string): Html {
  const act: Act = (action, label, fields = '') =>
    html`<form method="post" action="/actions/${action}">
      <input type="hidden" name="order" value="${order.id}" />
      <input type="hidden" name="key" value="${action}-${key}" />
      ${fields}<button>${label}</button>
    </form>`;
  return page(
    order.order_number ?? `Draft ${order.id}`,
    person,
    html`<p><span class="state">${inWords(order.status)}, ${inWords(order.payment_status)}</span>
        ${order.total} ${order.currency_code}, open ${order.balance}</p>
      <div class="actions">
        ${order.status === 'draft' ? act('place', 'Place') : ''}
        ${isOpen(order) ? act('pay', 'Record payment', amountField(order.balance)) : ''}
        ${order.status === 'pending' ? act('confirm', 'Confirm') : ''} ${canShip(order) ? act('ship', 'Ship all') : ''}
      </div>
      <h2>Lines</h2>
      ${linesTable(lines)}
      <h2>Payments</h2>
      ${paymentsTable(payments, act)}
      <h2>History</h2>
      ${historyTable(history)}`,
  );
}

/** A form that does something to the order of the page. */
type Act = (action: string, label: string, fields?: unknown) => Html;

function linesTable(lines: OrderPage['lines']): Html {
  const rows = lines.map(
    (line) => html`<tr>
      <td>${line.sku}</td>
      <td class="text"><bdi>${line.product_name}</bdi></td>
      <td>${inWords(line.status)}</td>
      <td class="number">${line.quantity}</td>
      <td class="number">${line.available ?? '–'}</td>
      <td class="number">${line.total_price}</td>
    </tr>`,
  );
  return tableOf('Lines', ['SKU', 'Name', 'Status', ...numbers('Pieces', 'Available', 'Price')], rows);
}

function paymentsTable(payments: OrderPage['payments'], act: Act): Html {
  const rows = payments.map((payment) => {
    const refund = html`<input type="hidden" name="payment" value="${payment.id}" />
      <label>Reason<input name="reason" size="12" required /></label>${amountField(payment.amount)}`;
    return html`<tr>
      <td>${inWords(payment.kind)}</td>
      <td>${inWords(payment.payment_method)}</td>
      <td>${inWords(payment.status)}</td>
      <td class="number">${payment.amount}</td>
      <td>${payment.kind === 'payment' && payment.status === 'paid' ? act('refund', 'Refund', refund) : ''}</td>
    </tr>`;
  });
  return tableOf('Payments', ['Kind', 'Method', 'Status', ...numbers('Amount'), 'Refund'], rows);
}

function historyTable(history: OrderPage['history']): Html {
  const rows = history.map(
    (step) => html`<tr>
      <td>${day(step.changed_at)}</td>
      <td>${step.from_status === null ? '' : `${inWords(step.from_status)} → `}${inWords(step.to_status)}</td>
    </tr>`,
  );
  return tableOf('History', ['Day', 'Status'], rows);
}

/** A table that is moved by itself, also by the keyboard, where the screen is narrower. */
function tableOf(name: string, columns: readonly (string | Html)[], rows: readonly Html[]): Html {
  if (rows.length === 0) return html`<p class="none">None yet.</p>`;
  return html`<div class="table" role="region" aria-label="${name}" tabindex="0">
    <table>
      <thead><tr>${columns.map((column) => (typeof column === 'string' ? html`<th scope="col">${column}</th>` : column))}</tr></thead>
      <tbody>${rows}</tbody>
    </table>
  </div>`;
}

/** Heads of columns of numbers. */
function numbers(...names: readonly string[]): Html[] {
  return names.map((name) => html`<th scope="col" class="number">${name}</th>`);
}

/** What was answered instead of what was asked for. */
export interface Refusal {
  readonly message: string;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
}

/** A refusal, in the words of whoever refused. */
export function refusalPage(person: Person | undefined, { message, detail, hint }: Refusal): Html {
  const said = [message, detail, hint].filter((each) => each !== undefined);
  return page(
    'Not done',
    person,
    html`<div class="refused">${said.map((each) => html`<p>${each}</p>`)}</div>
      ${person === undefined ? html`<a href="/">To the sign-in</a>` : html`<a href="/orders">Back to the orders</a>`}`,
  );
}

function amountField(amount: string | null): Html {
  return html`<label>Amount<input name="amount" inputmode="decimal" size="8" value="${amount ?? ''}" required /></label>`;
}

/** What offers itself; whether it may be done is asked of the database. */
function isOpen({ status, has_open_balance }: OrdersRow): boolean {
  return has_open_balance === true && status !== 'draft' && status !== 'cancelled';
}

function canShip({ status }: OrdersRow): boolean {
  return status === 'confirmed' || status === 'processing';
}

/** `partially_paid` → `partially paid` */
function inWords(code: string | null): string {
  return (code ?? '').replaceAll('_', ' ');
}

function day(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
