import { officeTime } from '@erp/demo-world/roster';
import { staffWithRole } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { beforeStory, DAY, time } from '@erp/kit/moment';
import { businessPhone } from '@erp/kit/phones';
import { streetLine, wordsOf } from '@erp/kit/words';
import { say } from '../demo/texts/words.ts';
import { MAIN, WAREHOUSES } from '../demo/warehouse-list.ts';
import '../tables.ts';

/** Where stock lies. The first one is the default, and the one that orders are shipped from. */
export const warehouses = factory('warehouse', {
  count: () => WAREHOUSES.length,
  fixed: true,
  story: (_tenant, number) => {
    const known = WAREHOUSES[number];
    const name = `Store room ${number + 1}`;
    return {
      number,
      ...(known ?? { code: `W${number + 1}`, name, status: 'active' as const, backorder: false }),
    };
  },
  alone: { is_default: false, status: 'active', allow_backorder: false },
  cells: {
    code: (warehouse) => warehouse.code,
    name: (warehouse, _draw, tenant) => say(tenant, warehouse.name),
    address: (warehouse, draw, tenant) =>
      streetLine(tenant, wordsOf(tenant).streets[warehouse.number + 20] ?? '', draw.integer(1, 120)),
    city: (warehouse, _draw, tenant) => wordsOf(tenant).cities[warehouse.number]?.name ?? null,
    country: (_warehouse, _draw, tenant) => tenant.country,
    phone: (warehouse, _draw, tenant) => businessPhone(tenant, 30 + warehouse.number) ?? null,
    email: (warehouse, _draw, tenant) => `${warehouse.code.toLowerCase()}@${tenant.slug}.example.com`,
    manager_id: (_warehouse, _draw, tenant) => staffWithRole(tenant, 'manager'),
    status: (warehouse) => warehouse.status,
    is_default: (warehouse) => warehouse.number === MAIN,
    allow_backorder: (warehouse) => warehouse.backorder,
    currency_code: (_warehouse, _draw, tenant) => tenant.currency,
    created_by: (_warehouse, _draw, tenant) => staffWithRole(tenant, 'owner'),
    updated_by: (_warehouse, _draw, tenant) => staffWithRole(tenant, 'owner'),
    created_at: (_warehouse, _draw, tenant) => time(beforeStory(tenant)),
    updated_at: (warehouse, _draw, tenant) =>
      time(
        warehouse.status === 'active' ? beforeStory(tenant) : officeTime(tenant, tenant.since + 200 * DAY),
      ),
  },
});
