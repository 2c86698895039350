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

/** Units whose values are kept: rows are made unit by unit, or a few of them side by side. */
const KEPT_UNITS = 16;

/** Tenants whose values are kept: as many as a demo is likely to have, and few enough to weigh nothing. */
const KEPT_TENANTS = 8;

/**
 * A value that a tenant has as a whole, computed when a row of the tenant first asks for it. Remembers the last few
 * tenants: a table is made tenant by tenant, and then the next table is.
 */
export function perTenant<Value>(make: (tenant: DemoTenant) => Value): (tenant: DemoTenant) => Value {
  const kept = new Map<DemoTenant, Value>();
  let last: DemoTenant | undefined;
  let value: Value;
  return (tenant) => {
    if (tenant !== last) {
      if (!kept.has(tenant)) kept.set(tenant, make(tenant));
      if (kept.size > KEPT_TENANTS) kept.delete(kept.keys().next().value as DemoTenant);
      value = kept.get(tenant) as Value;
      last = tenant;
    }
    return value;
  };
}

/** A value that a unit of scale of a tenant has as a whole, computed when a row of the unit first asks for it. */
export function perUnit<Value>(
  make: (tenant: DemoTenant, unit: number) => Value,
): (tenant: DemoTenant, unit: number) => Value {
  const valuesOf = perTenant(() => new Map<number, Value>());
  return (tenant, unit) => {
    const values = valuesOf(tenant);
    if (!values.has(unit)) {
      const value = make(tenant, unit);
      if (values.size > KEPT_UNITS) values.clear();
      values.set(unit, value);
    }
    return values.get(unit) as Value;
  };
}

/** Stories kept by one function: what the tables of a small demo share; far more would only fill the memory. */
const KEPT_STORIES = 1_500;

/**
 * A story that several tables tell, remembered for the tenants and numbers asked for first, so that the next table does not
 * tell it anew. Of a large demo the rest is told anew for each table, which keeps memory flat.
 *
 * @param tell pure; nobody may change what it returns.
 */
export function shared<Story>(
  tell: (tenant: DemoTenant, number: number) => Story,
): (tenant: DemoTenant, number: number) => Story {
  let storiesOf = perTenant(() => new Map<number, Story>());
  forgets.push(() => {
    storiesOf = perTenant(() => new Map<number, Story>());
  });
  return (tenant, number) => {
    const stories = storiesOf(tenant);
    const known = stories.get(number);
    if (known !== undefined || stories.has(number)) return known as Story;
    const story = tell(tenant, number);
    if (stories.size < KEPT_STORIES) stories.set(number, story);
    return story;
  };
}

const forgets: (() => void)[] = [];

/** Lets go of all stories that are remembered: those of a domain whose tables are made. */
export function forgetStories(): void {
  for (const forget of forgets) forget();
}
