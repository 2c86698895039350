import { type DemoTenant, staffWithRole } from '@erp/kit/demo-tenant';
import type { OrderStatus, Sale } from './sales.ts';

/** Who brings a sale into a status: a carrier, whom nobody knows by name, a manager for what gives money up, or its clerk. */
export function staffOfStep(tenant: DemoTenant, sale: Sale, status: OrderStatus): number | null {
  if (status === 'delivered') return null;
  return status === 'cancelled' || status === 'refunded' ? staffWithRole(tenant, 'manager') : sale.staff;
}
