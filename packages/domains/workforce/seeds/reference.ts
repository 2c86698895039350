import type { Permission } from '@erp/kit/permissions';
import { registerPermissions, withdrawPermissions } from '@erp/kit/permissions';
import { registerPersonalData, withdrawPersonalData } from '@erp/kit/personal';
import type { Knex } from 'knex';
import { personal } from '../personal.ts';

const PERMISSIONS: readonly Permission[] = [
  {
    key: 'workforce.request',
    name: 'Ask for time off, state preferences and write shift reports, for oneself',
    roles: ['admin', 'manager', 'member'],
  },
  { key: 'workforce.write', name: 'Plan shifts of everybody', roles: ['admin', 'manager'] },
  {
    key: 'workforce.approve',
    name: 'Decide on time off, hours, shift reports and evaluations of others',
    roles: ['admin', 'manager'],
  },
  { key: 'workforce.evaluate', name: 'Evaluate others', roles: ['admin', 'manager'] },
  {
    key: 'workforce.manage',
    name: 'Write departments, criteria and leave types, and grant leave',
    roles: ['admin'],
  },
  {
    key: 'workforce.read_absences',
    name: 'See when and why others are absent, and their leave balances',
    roles: ['admin', 'manager'],
  },
  { key: 'workforce.read_evaluations', name: 'See the evaluations of others', roles: ['admin'] },
  {
    key: 'workforce.read_reports',
    name: 'See shift reports, with what was sold',
    roles: ['admin', 'manager', 'member'],
    besides: ['workforce.request', 'workforce.approve', 'workforce.write'],
  },
];

/** The permissions of workforce. Can be run again. */
export async function up(knex: Knex): Promise<void> {
  await registerPermissions(knex, 'workforce', PERMISSIONS);
  await registerPersonalData(knex, 'workforce', personal);
}

/** Withdraws the permissions from every role. */
export async function down(knex: Knex): Promise<void> {
  await withdrawPersonalData(knex, 'workforce');
  await withdrawPermissions(knex, 'workforce');
}
