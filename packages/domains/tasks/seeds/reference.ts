import type { Permission } from '@erp/kit/permissions';
import { registerPermissions, withdrawPermissions } from '@erp/kit/permissions';
import { registerPersonalData, withdrawPersonalData } from '@erp/kit/personal';
import type { Knex } from 'knex';
import { personal } from '../personal.ts';

const PERMISSIONS: readonly Permission[] = [
  {
    key: 'tasks.write',
    name: 'Make tasks, work on them and say something about them',
    roles: ['admin', 'manager', 'member'],
  },
  { key: 'tasks.delete', name: 'Delete tasks', roles: ['admin', 'manager'] },
  {
    key: 'tasks.manage',
    name: 'Set up projects, their people, milestones and recurring tasks',
    roles: ['admin', 'manager'],
  },
];

/** The permissions of tasks. Can be run again. */
export async function up(knex: Knex): Promise<void> {
  await registerPermissions(knex, 'tasks', PERMISSIONS);
  await registerPersonalData(knex, 'tasks', personal);
}

/** Withdraws the permissions from every role. */
export async function down(knex: Knex): Promise<void> {
  await withdrawPersonalData(knex, 'tasks');
  await withdrawPermissions(knex, 'tasks');
}
