import type { Permission } from '@erp/kit/permissions';
import { registerPermissions, withdrawPermissions } from '@erp/kit/permissions';
import { registerPersonalData, withdrawPersonalData } from '@erp/kit/personal';
import type { Knex } from 'knex';
import { personal } from '../personal.ts';

const TEMPLATES = [
  {
    key: 'owner',
    name: 'Owner',
    description: 'May do everything; a tenant always has one.',
    is_default: false,
    priority: 100,
  },
  { key: 'admin', name: 'Administrator', description: 'Runs the tenant.', is_default: false, priority: 80 },
  {
    key: 'manager',
    name: 'Manager',
    description: 'Runs the daily business.',
    is_default: false,
    priority: 60,
  },
  { key: 'member', name: 'Member', description: 'Does the daily business.', is_default: true, priority: 40 },
  {
    key: 'viewer',
    name: 'Viewer',
    description: 'Looks, and changes nothing.',
    is_default: false,
    priority: 20,
  },
];

const PERMISSIONS: readonly Permission[] = [
  {
    key: 'system.manage',
    name: 'Change the settings of the tenant and its document numbers',
    roles: ['admin'],
  },
  { key: 'members.manage', name: 'Invite, change and suspend members', roles: ['admin'] },
  {
    key: 'members.erase',
    name: 'Erase the personal data of a member who has left',
    roles: ['admin'],
  },
  { key: 'roles.manage', name: 'Make roles and give them to members', roles: ['admin'] },
  { key: 'brands.write', name: 'Create and change brands', roles: ['admin', 'manager'] },
  { key: 'stores.write', name: 'Create and change stores', roles: ['admin', 'manager'] },
  {
    key: 'roles.read',
    name: 'See what roles permit and who holds them',
    roles: ['admin', 'manager'],
    besides: ['roles.manage', 'members.manage'],
  },
];

/** The default roles of a tenant and the permissions of system. Can be run again; keeps what tenants changed. */
export async function up(knex: Knex): Promise<void> {
  await knex('sys_role_templates')
    .insert(TEMPLATES)
    .onConflict('key')
    .merge(['name', 'description', 'is_default', 'priority'])
    .whereRaw(
      '(sys_role_templates.name, sys_role_templates.description, sys_role_templates.is_default, sys_role_templates.priority)' +
        ' IS DISTINCT FROM (excluded.name, excluded.description, excluded.is_default, excluded.priority)',
    );
  await registerPermissions(knex, 'system', PERMISSIONS);
  await registerPersonalData(knex, 'system', personal);
}

/** Withdraws the permissions, and the templates of which no tenant has a role. */
export async function down(knex: Knex): Promise<void> {
  await withdrawPersonalData(knex, 'system');
  await withdrawPermissions(knex, 'system');
  await knex('sys_role_templates')
    .whereNotExists(knex('sys_roles').whereRaw('sys_roles.template_key = sys_role_templates.key'))
    .delete();
}
