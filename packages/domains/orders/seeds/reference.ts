import { registerDocumentKinds, withdrawDocumentKinds } from '@erp/kit/document-kinds';
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
  {
    key: 'orders.price',
    name: 'Sell at other prices, names and discounts than the catalog and promotions give',
    roles: ['admin', 'manager'],
  },
  { key: 'orders.place', name: 'Place orders', roles: ['admin', 'manager', 'member'] },
  { key: 'orders.payment', name: 'Record payments of orders', roles: ['admin', 'manager', 'member'] },
  { key: 'orders.refund', name: 'Give money back', roles: ['admin', 'manager'] },
  { key: 'orders.cancel', name: 'Cancel orders', roles: ['admin', 'manager'] },
  {
    key: 'orders.read',
    name: 'See orders, their lines and what happens to them',
    roles: ['admin', 'manager', 'member'],
    besides: [
      'orders.write',
      'orders.place',
      'orders.payment',
      'orders.refund',
      'orders.cancel',
      'promotions.redeem',
    ],
  },
  {
    key: 'orders.read_payments',
    name: 'See payments and refunds',
    roles: ['admin', 'manager', 'member'],
    besides: ['orders.write', 'orders.payment', 'orders.refund'],
  },
];

/** The permissions of orders, and how they are numbered. Can be run again. */
export async function up(knex: Knex): Promise<void> {
  await registerPermissions(knex, 'orders', PERMISSIONS);
  await registerDocumentKinds(knex, 'orders', [
    { kind: 'order', name: 'Order', prefix: 'ORD-', permissions: ['orders.place', 'orders.write'] },
  ]);
  await registerPersonalData(knex, 'orders', personal);
}

/** Withdraws the permissions from every role, and the kind of document. */
export async function down(knex: Knex): Promise<void> {
  await withdrawDocumentKinds(knex, 'orders');
  await withdrawPersonalData(knex, 'orders');
  await withdrawPermissions(knex, 'orders');
}
