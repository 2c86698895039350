import type { Permission } from '@erp/kit/permissions';
import { registerPermissions, withdrawPermissions } from '@erp/kit/permissions';
import { registerPersonalData, withdrawPersonalData } from '@erp/kit/personal';
import type { Knex } from 'knex';
import { personal } from '../personal.ts';

const PERMISSIONS: readonly Permission[] = [
  {
    key: 'products.write',
    name: 'Write categories, products and what belongs to them',
    roles: ['admin', 'manager', 'member'],
  },
  { key: 'products.delete', name: 'Delete categories and products', roles: ['admin', 'manager'] },
  {
    key: 'products.moderate',
    name: 'Approve, reject and hide reviews of products',
    roles: ['admin', 'manager'],
  },
  {
    key: 'inventory.write',
    name: 'Write warehouses and materials, and move stock',
    roles: ['admin', 'manager', 'member'],
  },
  { key: 'inventory.adjust', name: 'Count and adjust stock', roles: ['admin', 'manager'] },
  {
    key: 'products.read_reviews',
    name: 'See reviews with the names and addresses of who wrote them',
    roles: ['admin', 'manager', 'member'],
    besides: ['products.write', 'products.moderate'],
  },
  {
    key: 'inventory.read_costs',
    name: 'See what goods and materials cost, what stock is worth and how it moved',
    roles: ['admin', 'manager', 'member'],
    besides: ['inventory.write', 'inventory.adjust', 'products.write'],
  },
];

/** The permissions of products. Can be run again. */
export async function up(knex: Knex): Promise<void> {
  await registerPermissions(knex, 'products', PERMISSIONS);
  await registerPersonalData(knex, 'products', personal);
}

/** Withdraws the permissions from every role. */
export async function down(knex: Knex): Promise<void> {
  await withdrawPersonalData(knex, 'products');
  await withdrawPermissions(knex, 'products');
}
