import type { DemoTenant } from './demo-tenant.ts';

/** The tenant of rows that are built without one, for unit tests. */
export const sampleTenant: DemoTenant = {
  key: 1,
  id: 1,
  slug: 'sample',
  name: 'Sample',
  trade: 'home_goods',
  locale: 'en-US',
  country: 'US',
  currency: 'USD',
  timezone: 'America/New_York',
  customers: 100,
  since: Date.UTC(2025, 4, 1),
  until: Date.UTC(2026, 10, 1),
  staff: (['owner', 'admin', 'manager', 'member', 'member', 'member', 'member', 'viewer'] as const).map(
    (role, index) => ({ userId: index + 1, role }),
  ),
};
