import type { OrdersRow } from '@erp/orders/tables';
import { html } from 'hono/html';
import type { OrderPage } from './orders.ts';
import type { Person } from './people.ts';

type Html = ReturnType<typeof html>;

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; background: Canvas; color: CanvasText; }
  body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
  .table { overflow-x: auto; margin-block: 0.5rem 1.5rem; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: start; padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid #8884; }
  td.number, th.number { text-align: end; font-variant-numeric: tabular-nums; }
  form { display: inline-block; margin: 0 0.5rem 0.5rem 0; }
  header { display: flex; gap: 1rem; flex-wrap: wrap; justify-content: space-between; }
  .refused { border-inline-start: 4px solid #c33; padding-inline-start: 1rem; }
`;

/** A page; `person` is who is signed in. */
function page(title: string, person: Person | undefined, body: unknown): Html {
  const who =
    person === undefined
      ? ''
      : html`<form method="post" action="/sign-out">
          ${person.name}, ${person.role} of ${person.tenantName} <button>Sign out</button>
        </form>`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <header><nav><a href="/orders">Orders</a></nav>${who}</header>
        <main><h1>${title}</h1>${body}</main>
      </body>
    </html>`;
}

/** Who may sign in. */
export function signInPage(people: readonly Person[]): Html {
  const rows = people.map(
    (each) => html`<tr>
      <td>${each.tenantName}</td>
      <td>${each.role}</td>
      <td>
        <form method="post" action="/sign-in">
          <input type="hidden" name="tenant" value="${each.tenant}" />
          <button name="user" value="${each.user}">${each.name}</button>
        </form>
      </td>
    </tr>`,
  );
  return page('Who are you?', undefined, tableOf('People', ['Tenant', 'Role', 'Person'], rows));
}

/** The orders of the tenant, and the other tenants that the person is a member of. */
export function ordersPage(person: Person, others: readonly Person[], orders: readonly OrdersRow[]): Html {
  const rows = orders.map(
    (order) => html`<tr>
      <td><a href="/orders/${order.id}">${order.order_number ?? `Draft ${order.id}`}</a></td>
      <td>${day(order.ordered_at)}</td>
      <td>${order.status}</td>
      <td>${order.payment_status}</td>
      <td class="number">${order.total} ${order.currency_code}</td>
    </tr>`,
  );
  const switches = others.map(
    (other) => html`<form method="post" action="/tenant">
      <button name="tenant" value="${other.tenant}">Go to ${other.tenantName}</button>
    </form>`,
  );
  return page(
    'Orders',
    person,
    html`${switches}
      <form method="post" action="/actions/create">
        <input name="sku" aria-label="SKU" placeholder="SKU" required /> ×
        <input name="quantity" aria-label="Pieces" type="number" min="1" value="1" required />
        <input name="currency" aria-label="Currency" value="${orders[0]?.currency_code ?? 'EUR'}" size="3" required />
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
    html`<p>${order.status}, ${order.payment_status}: ${order.total} ${order.currency_code}, open ${order.balance}</p>
      ${order.status === 'draft' ? act('place', 'Place') : ''}
      ${isOpen(order) ? act('pay', 'Record payment', amountField(order.balance)) : ''}
      ${order.status === 'pending' ? act('confirm', 'Confirm') : ''} ${canShip(order) ? act('ship', 'Ship all') : ''}
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
      <td>${line.product_name}</td>
      <td>${line.status}</td>
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
      <input name="reason" aria-label="Reason" placeholder="Reason" required />${amountField(payment.amount)}`;
    return html`<tr>
      <td>${payment.kind}</td>
      <td>${payment.payment_method}</td>
      <td>${payment.status}</td>
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
      <td>${step.from_status ?? ''} → ${step.to_status}</td>
    </tr>`,
  );
  return tableOf('History', ['Day', 'Status'], rows);
}

/** A table that is moved by itself, also by the keyboard, where the screen is narrower. */
function tableOf(name: string, columns: readonly (string | Html)[], rows: readonly Html[]): Html {
  return html`<div class="table" role="region" aria-label="${name}" tabindex="0">
    <table>
      <tr>${columns.map((column) => (typeof column === 'string' ? html`<th>${column}</th>` : column))}</tr>
      ${rows}
    </table>
  </div>`;
}

/** Heads of columns of numbers. */
function numbers(...names: readonly string[]): Html[] {
  return names.map((name) => html`<th class="number">${name}</th>`);
}

/** What the database answered instead. */
export function refusalPage(
  person: Person,
  said: { message: string; detail?: string | undefined; hint?: string | undefined },
): Html {
  return page(
    'Not done',
    person,
    html`<div class="refused">
        <p>${said.message}</p>
        <p>${said.detail}</p>
        <p>${said.hint}</p>
      </div>
      <a href="/orders">Back to the orders</a>`,
  );
}

function amountField(amount: string | null): Html {
  return html`<input name="amount" aria-label="Amount" size="8" value="${amount ?? ''}" required />`;
}

/** What offers itself; whether it may be done is asked of the database. */
function isOpen({ status, has_open_balance }: OrdersRow): boolean {
  return has_open_balance === true && status !== 'draft' && status !== 'cancelled';
}

function canShip({ status }: OrdersRow): boolean {
  return status === 'confirmed' || status === 'processing';
}

function day(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
