import { registerPermissions, withdrawPermissions } from '@erp/kit/permissions';
import type { Knex } from 'knex';

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
}

export async function down(knex: Knex): Promise<void> {
  await withdrawPermissions(knex, 'channels');
}
