import type { Permission } from '@erp/kit/permissions';
import { registerPermissions, withdrawPermissions } from '@erp/kit/permissions';
import { registerPersonalData, withdrawPersonalData } from '@erp/kit/personal';
import type { Knex } from 'knex';
import { personal } from '../personal.ts';

const PERMISSIONS: readonly Permission[] = [
  {
    key: 'marketing.write',
    name: 'Write campaigns, brands, assets, affiliates, tracked links and documents',
    roles: ['admin', 'manager', 'member'],
  },
  {
    key: 'marketing.delete',
    name: 'Delete campaigns, assets, affiliates, tracked links and documents',
    roles: ['admin', 'manager'],
  },
  {
    key: 'marketing.approve',
    name: 'Let campaigns start, and change the budget of those that have',
    roles: ['admin', 'manager'],
  },
  {
    key: 'marketing.track',
    name: 'Take in clicks on tracked links and the orders that came of them',
    roles: ['admin'],
  },
  {
    key: 'promotions.write',
    name: 'Write promotions, their rules, lists and codes',
    roles: ['admin', 'manager', 'member'],
  },
  {
    key: 'promotions.release',
    name: 'Let promotions run, pause them and end them',
    roles: ['admin', 'manager'],
  },
  {
    key: 'promotions.redeem',
    name: 'Give promotions on orders, and take them off drafts',
    roles: ['admin', 'manager', 'member'],
  },
  {
    key: 'marketing.read_budgets',
    name: 'See campaigns and channels with their budgets and spending',
    roles: ['admin', 'manager', 'member'],
    besides: ['marketing.write', 'marketing.approve'],
  },
  {
    key: 'marketing.read_people',
    name: 'See affiliates, visitors and the orders that came of tracked links',
    roles: ['admin', 'manager', 'member'],
    besides: ['marketing.write', 'marketing.track'],
  },
  {
    key: 'promotions.read_codes',
    name: 'See the codes of promotions and who redeemed them',
    roles: ['admin', 'manager', 'member'],
    besides: ['promotions.write', 'promotions.redeem'],
  },
];

/** The permissions of marketing, campaigns and promotions both. Can be run again. */
export async function up(knex: Knex): Promise<void> {
  await registerPermissions(knex, 'marketing', PERMISSIONS);
  await registerPersonalData(knex, 'marketing', personal);
}

/** Withdraws the permissions from every role. */
export async function down(knex: Knex): Promise<void> {
  await withdrawPersonalData(knex, 'marketing');
  await withdrawPermissions(knex, 'marketing');
}
