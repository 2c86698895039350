import type { Permission } from '@erp/kit/permissions';
import { registerPermissions, withdrawPermissions } from '@erp/kit/permissions';
import { registerPersonalData, withdrawPersonalData } from '@erp/kit/personal';
import type { Knex } from 'knex';
import { personal } from '../personal.ts';

const PERMISSIONS: readonly Permission[] = [
  {
    key: 'orders.write',
    name: 'Write orders, their lines and what belongs to them, and move them along',
    roles: ['admin', 'manager', 'member'],
  },
  { key: 'orders.place', name: 'Place orders', roles: ['admin', 'manager', 'member'] },
  { key: 'orders.payment', name: 'Record payments of orders', roles: ['admin', 'manager', 'member'] },
  { key: 'orders.refund', name: 'Give money back', roles: ['admin', 'manager'] },
  { key: 'orders.cancel', name: 'Cancel orders', roles: ['admin', 'manager'] },
];

/** The permissions of orders. Can be run again. */
export async function up(knex: Knex): Promise<void> {
  await registerPermissions(knex, 'orders', PERMISSIONS);
  await registerPersonalData(knex, 'orders', personal);
}

/** Withdraws the permissions from every role. */
export async function down(knex: Knex): Promise<void> {
  await withdrawPersonalData(knex, 'orders');
  await withdrawPermissions(knex, 'orders');
}
