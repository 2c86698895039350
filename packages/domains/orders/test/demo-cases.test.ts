import type { DemoTenant } from '@erp/kit/demo-tenant';
import { hashText } from '@erp/kit/draw';
import { casesOf } from '../demo/after-sales-cases.ts';
import { saleCount, saleOf } from '../demo/sales.ts';

const ROLES = ['owner', 'admin', 'manager', 'member', 'member', 'member', 'member', 'viewer'] as const;

/** The sixth tenant of a demo, who had money going back while the manager was on leave. */
const tenant: DemoTenant = {
  id: 6,
  slug: 'demo-006',
  name: 'Heron Home 6',
  trade: 'home_goods',
  locale: 'de-DE',
  country: 'DE',
  currency: 'EUR',
  timezone: 'Europe/Berlin',
  customers: 320,
  since: Date.UTC(2025, 4, 2),
  until: Date.UTC(2026, 10, 1),
  key: hashText('1 demo-006'),
  staff: ROLES.map((role, index) => ({ userId: 41 + index, role })),
};

test('the steps of a case follow each other, also where money goes back while the manager is on leave', () => {
  const steps: string[] = [];
  for (let number = 0; number < 2 * saleCount(tenant); number += 1) {
    for (const { path } of casesOf(saleOf(tenant, number), tenant)) {
      const early = path.find((step, index) => step.at < (path[index - 1]?.at ?? 0));
      if (early !== undefined) steps.push(`${early.status} of sale ${number}`);
    }
  }
  expect(steps).toEqual([]);
});
