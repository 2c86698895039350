import { type DemoTenant, staffWithRole } from '@erp/kit/demo-tenant';
import { lineCase } from './after-sales-cases.ts';
import type { OrderLine } from './order-lines.ts';
import type { OrderStatus, Payment, Sale } from './sales.ts';

interface Change {
  readonly at: number;
  readonly by: number | null;
}

/** Who moves an order to a status: giving up and giving back are for managers. */
export function moverOf(sale: Sale, status: OrderStatus, tenant: DemoTenant): number | null {
  return status === 'cancelled' || status === 'refunded' ? staffWithRole(tenant, 'manager') : sale.staff;
}

/** Who books a payment. */
export function bookerOf(sale: Sale, payment: Payment, tenant: DemoTenant): number | null {
  return payment.kind === 'refund' ? staffWithRole(tenant, 'manager') : sale.staff;
}

/** When the header of an order changed last, and by whom: a status, or money that moved. */
export function lastChangeOfOrder(sale: Sale, tenant: DemoTenant): Change {
  const changes = [
    ...sale.path.map((step) => ({ at: step.at, by: moverOf(sale, step.status, tenant) })),
    ...sale.payments
      .filter((payment) => payment.status === 'paid')
      .map((payment) => ({ at: payment.at, by: bookerOf(sale, payment, tenant) })),
  ];
  return latest(changes);
}

/** Statuses of an order that its lines notice. */
const NOTICED: ReadonlySet<OrderStatus> = new Set(['draft', 'pending', 'shipped', 'delivered', 'cancelled']);

/** When a line changed last, and by whom: placed, shipped, delivered, taken back or given up. */
export function lastChangeOfLine(line: OrderLine, tenant: DemoTenant): Change {
  const back = lineCase(line, tenant);
  const changes = line.sale.path
    .filter((step) => NOTICED.has(step.status))
    .map((step) => ({ at: step.at, by: moverOf(line.sale, step.status, tenant) }));
  if (back?.forGood && back.receivedAt !== undefined)
    changes.push({ at: back.receivedAt, by: staffWithRole(tenant, 'manager') });
  return latest(changes);
}

function latest(changes: readonly Change[]): Change {
  return changes.reduce((last, each) => (each.at >= last.at ? each : last));
}
