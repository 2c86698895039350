import type { DemoTenant } from '@erp/kit/demo-tenant';
import { businessPhone } from '@erp/kit/phones';

/**
 * A number of the tenant itself, counted from 0, below 10.
 *
 * @throws {RangeError} where the country has none: a tenant there texts nobody.
 */
export function ownPhone(tenant: DemoTenant, index: number): string {
  const phone = businessPhone(tenant, index);
  if (phone === undefined) throw new RangeError(`No number is kept free for ${tenant.slug}.`);
  return phone;
}
