import { staffWithRole } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { DAY, time } from '@erp/kit/moment';
import { fictionalPhone, wordsOf } from '@erp/kit/words';
import '../tables.ts';

interface Warehouse {
  readonly code: string;
  readonly name: string;
  readonly status: 'active' | 'inactive' | 'closed';
  readonly backorder: boolean;
}

const WAREHOUSES: readonly Warehouse[] = [
  { code: 'MAIN', name: 'Main warehouse', status: 'active', backorder: false },
  { code: 'SHOP', name: 'Shop', status: 'active', backorder: false },
  { code: 'WORK', name: 'Workshop', status: 'active', backorder: false },
  { code: 'DIRECT', name: 'Direct from the supplier', status: 'active', backorder: true },
  { code: 'FAIR', name: 'Stand for fairs', status: 'inactive', backorder: false },
  { code: 'OLD', name: 'Old warehouse', status: 'closed', backorder: false },
];

/** Places of the warehouses in the list. */
export const MAIN = 0;
export const SHOP = 1;
export const WORKSHOP = 2;
export const DIRECT = 3;

/** Whether more may be promised there than lies there. */
export function allowsBackorder(warehouse: number): boolean {
  return WAREHOUSES[warehouse]?.backorder === true;
}

/** Where stock lies. The first one is the default, and the one that orders are shipped from. */
export const warehouses = factory('warehouse', {
  count: () => WAREHOUSES.length,
  fixed: true,
  story: (_tenant, number) => {
    const known = WAREHOUSES[number];
    const name = `Store room ${number + 1}`;
    return { number, ...(known ?? { code: `W${number + 1}`, name, status: 'active', backorder: false }) };
  },
  alone: { is_default: false, status: 'active', allow_backorder: false },
  cells: {
    code: (warehouse) => warehouse.code,
    name: (warehouse) => warehouse.name,
    address: (warehouse, draw, tenant) =>
      `${draw.integer(1, 120)} ${wordsOf(tenant).streets[warehouse.number + 20] ?? ''}`.trim(),
    city: (warehouse, _draw, tenant) => wordsOf(tenant).cities[warehouse.number]?.name ?? null,
    country: (_warehouse, _draw, tenant) => tenant.country,
    phone: (_warehouse, draw, tenant) => fictionalPhone(tenant, draw),
    email: (warehouse, _draw, tenant) => `${warehouse.code.toLowerCase()}@${tenant.slug}.example.com`,
    manager_id: (_warehouse, _draw, tenant) => staffWithRole(tenant, 'manager'),
    status: (warehouse) => warehouse.status,
    is_default: (warehouse) => warehouse.number === MAIN,
    allow_backorder: (warehouse) => warehouse.backorder,
    currency_code: (_warehouse, _draw, tenant) => tenant.currency,
    created_by: (_warehouse, _draw, tenant) => staffWithRole(tenant, 'owner'),
    created_at: (_warehouse, _draw, tenant) => time(tenant.since),
    updated_at: (warehouse, _draw, tenant) =>
      time(warehouse.status === 'active' ? tenant.since : tenant.since + 200 * DAY),
  },
});
