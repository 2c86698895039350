import { registerPermissions, withdrawPermissions } from '@erp/kit/permissions';
import { registerPersonalData, withdrawPersonalData } from '@erp/kit/personal';
import type { Knex } from 'knex';
import { personal } from '../personal.ts';

/** The permissions of channels and the default roles that hold them. */
export async function up(knex: Knex): Promise<void> {
  await registerPermissions(knex, 'channels', [
    {
      key: 'channels.read',
      name: 'See platforms and pages, with their budgets',
      roles: ['admin', 'manager', 'member'],
    },
    { key: 'channels.write', name: 'Create and change platforms and pages', roles: ['admin', 'manager'] },
  ]);
  await registerPersonalData(knex, 'channels', personal);
}

export async function down(knex: Knex): Promise<void> {
  await withdrawPersonalData(knex, 'channels');
  await withdrawPermissions(knex, 'channels');
}
