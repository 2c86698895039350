import type { Trade } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { beforeStory, time } from '@erp/kit/moment';
import { DEPARTMENTS, PARTS } from '../demo/departments.ts';
import { say } from '../demo/texts/words.ts';
import { planner } from '../demo/workers.ts';
import '../tables.ts';

const SHOP: Record<Trade, string> = { jewelry: 'Workshop', home_goods: 'Warehouse', food: 'Kitchen' };

/** Sales, the ones who make things, and the office. */
export const departments = factory('department', {
  count: () => DEPARTMENTS,
  fixed: true,
  story: (_tenant, number) => ({ number, part: PARTS[number % DEPARTMENTS] as (typeof PARTS)[number] }),
  alone: { created_by: null, updated_by: null },
  cells: {
    code: ({ number, part }) => (number < DEPARTMENTS ? part : `${part}-${number + 1}`),
    name: ({ part }, _draw, tenant) =>
      say(tenant, part === 'making' ? SHOP[tenant.trade] : part === 'sales' ? 'Sales' : 'Office'),
    timezone: ({ part }, _draw, tenant) => (part === 'making' ? tenant.timezone : null),
    is_active: true,
    created_by: (_department, _draw, tenant) => planner(tenant),
    updated_by: (_department, _draw, tenant) => planner(tenant),
    created_at: (_department, _draw, tenant) => time(beforeStory(tenant)),
    updated_at: (_department, _draw, tenant) => time(beforeStory(tenant)),
  },
});
