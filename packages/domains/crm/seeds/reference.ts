import type { Permission } from '@erp/kit/permissions';
import { registerPermissions, withdrawPermissions } from '@erp/kit/permissions';
import { registerPersonalData, withdrawPersonalData } from '@erp/kit/personal';
import type { Knex } from 'knex';
import { personal } from '../personal.ts';

const PERMISSIONS: readonly Permission[] = [
  {
    key: 'crm.write',
    name: 'Write people, leads, customers, opportunities and win-back batches',
    roles: ['admin', 'manager', 'member'],
  },
  {
    key: 'crm.delete',
    name: 'Delete people, leads, customers, opportunities and win-back batches',
    roles: ['admin', 'manager'],
  },
  { key: 'crm.merge', name: 'Merge two people who are the same', roles: ['admin', 'manager'] },
  { key: 'crm.export', name: 'Hand out all data about a person', roles: ['admin'] },
  { key: 'crm.erase', name: 'Erase the personal data of a person', roles: ['admin'] },
  {
    key: 'crm.read_people',
    name: 'See how people are reached, where they live, and what is known of them',
    roles: ['admin', 'manager', 'member'],
    besides: [
      'crm.write',
      'crm.merge',
      'crm.export',
      'crm.erase',
      'orders.write',
      'omnichannel.write',
      'sms.write',
    ],
  },
  {
    key: 'crm.read_values',
    name: 'See what customers, opportunities and win-back batches are worth',
    roles: ['admin', 'manager', 'member'],
    besides: ['crm.write', 'orders.write'],
  },
];

/** The permissions of crm. Can be run again. */
export async function up(knex: Knex): Promise<void> {
  await registerPermissions(knex, 'crm', PERMISSIONS);
  await registerPersonalData(knex, 'crm', personal);
}

/** Withdraws the permissions from every role. */
export async function down(knex: Knex): Promise<void> {
  await withdrawPersonalData(knex, 'crm');
  await withdrawPermissions(knex, 'crm');
}
