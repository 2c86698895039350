import type { Draw } from './draw.ts';

/** What a demo tenant sells. */
export type Trade = 'jewelry' | 'home_goods' | 'food';

/** A member of a demo tenant. */
export interface Staff {
  /** sys_users.id */
  readonly userId: number;
  readonly role: 'owner' | 'admin' | 'manager' | 'member' | 'viewer';
}

/** The tenant whose rows are generated: plain data, so that it can be sent to a worker. */
export interface DemoTenant {
  /** Hash of the seed and the slug: the part of every cell's key that the rows of a tenant share. */
  readonly key: number;
  /** sys_tenants.id */
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly trade: Trade;
  /** Language and region as sys_tenants has it, e.g. de-DE. */
  readonly locale: string;
  /** ISO 3166 code. */
  readonly country: string;
  /** ISO 4217 code. */
  readonly currency: string;
  /** IANA zone name. */
  readonly timezone: string;
  /** Customers per unit of scale: how big the tenant is. */
  readonly customers: number;
  /** First and last moment of the story that the rows tell, in milliseconds since 1970. */
  readonly since: number;
  readonly until: number;
  /** Sorted by user. */
  readonly staff: readonly Staff[];
}

/** A member of the tenant who does the daily business; `null` where nobody is known. */
export function anyStaff(tenant: DemoTenant, draw: Draw): number | null {
  const able = tenant.staff.filter((member) => member.role === 'member' || member.role === 'manager');
  return able.length === 0 ? null : draw.pick(able).userId;
}

/** The first member with the role; `null` where there is none. */
export function staffWithRole(tenant: DemoTenant, role: Staff['role']): number | null {
  return tenant.staff.find((member) => member.role === role)?.userId ?? null;
}

/**
 * A value that a tenant has as a whole, computed when a row of the tenant first asks for it. Remembers the last tenant
 * alone: rows are generated tenant by tenant.
 */
export function perTenant<Value>(make: (tenant: DemoTenant) => Value): (tenant: DemoTenant) => Value {
  let last: DemoTenant | undefined;
  let value: Value;
  return (tenant) => {
    if (tenant !== last) {
      value = make(tenant);
      last = tenant;
    }
    return value;
  };
}
