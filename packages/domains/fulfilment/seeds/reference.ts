import { registerDocumentKinds, withdrawDocumentKinds } from '@erp/kit/document-kinds';
import type { Permission } from '@erp/kit/permissions';
import { registerPermissions, withdrawPermissions } from '@erp/kit/permissions';
import { registerPersonalData, withdrawPersonalData } from '@erp/kit/personal';
import type { Knex } from 'knex';
import { personal } from '../personal.ts';

const PERMISSIONS: readonly Permission[] = [
  {
    key: 'purchasing.read',
    name: 'See vendors, purchase orders and what arrived of them, with their costs',
    roles: ['admin', 'manager', 'member'],
    besides: ['inventory.write', 'inventory.read_costs'],
  },
  {
    key: 'purchasing.write',
    name: 'Write vendors and drafts of purchase orders',
    roles: ['admin', 'manager', 'member'],
    besides: ['inventory.write'],
  },
  { key: 'purchasing.order', name: 'Order of vendors, and cancel orders', roles: ['admin', 'manager'] },
  {
    key: 'purchasing.receive',
    name: 'Book in what vendors deliver',
    roles: ['admin', 'manager', 'member'],
    besides: ['inventory.write'],
  },
  {
    key: 'fulfilment.read',
    name: 'See shipments, parcels and returns, with the addresses they go to',
    roles: ['admin', 'manager', 'member'],
    besides: ['orders.read', 'orders.write'],
  },
  {
    key: 'fulfilment.ship',
    name: 'Ship orders, and write parcels and batches',
    roles: ['admin', 'manager', 'member'],
    besides: ['orders.write'],
  },
  {
    key: 'fulfilment.track',
    name: 'Record what carriers tell of parcels',
    roles: ['admin', 'manager', 'member'],
    besides: ['orders.write'],
  },
  {
    key: 'fulfilment.receive',
    name: 'Book in what customers send back',
    roles: ['admin', 'manager', 'member'],
    besides: ['orders.write'],
  },
];

/** The permissions of fulfilment, and how its documents are numbered. Can be run again. */
export async function up(knex: Knex): Promise<void> {
  await registerPermissions(knex, 'fulfilment', PERMISSIONS);
  await registerDocumentKinds(knex, 'fulfilment', [
    { kind: 'purchase_order', name: 'Purchase order', prefix: 'PO-', permissions: ['purchasing.order'] },
    { kind: 'shipment', name: 'Shipment', prefix: 'SHP-', permissions: ['fulfilment.ship'] },
  ]);
  await registerPersonalData(knex, 'fulfilment', personal);
}

/** Withdraws the permissions from every role, and the kinds of documents. */
export async function down(knex: Knex): Promise<void> {
  await withdrawDocumentKinds(knex, 'fulfilment');
  await withdrawPersonalData(knex, 'fulfilment');
  await withdrawPermissions(knex, 'fulfilment');
}
