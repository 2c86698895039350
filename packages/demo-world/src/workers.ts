import type { DemoTenant, Staff } from '@erp/kit/demo-tenant';

/** Most workers of a tenant whose days are told. */
export const MOST_WORKERS = 8;

/** Somebody who is planned, judged and takes leave. */
export interface Worker {
  /** From 0, in the order of their numbers as users. */
  readonly number: number;
  readonly userId: number;
}

/** The people of a tenant who are planned: they do not grow with the scale. */
export function workersOf(tenant: DemoTenant): readonly Worker[] {
  return tenant.staff
    .filter(({ role }: Staff) => role === 'member' || role === 'manager')
    .slice(0, MOST_WORKERS)
    .map(({ userId }, number) => ({ number, userId }));
}

/** A worker by number; undefined behind the last one. */
export function workerOf(tenant: DemoTenant, number: number): Worker | undefined {
  return workersOf(tenant)[number];
}
