import type { Permission } from '@erp/kit/permissions';
import { registerPermissions, withdrawPermissions } from '@erp/kit/permissions';
import { registerPersonalData, withdrawPersonalData } from '@erp/kit/personal';
import type { Knex } from 'knex';
import { personal } from '../personal.ts';

const PERMISSIONS: readonly Permission[] = [
  { key: 'logs.read', name: 'Read the logs and the audit of changes', roles: ['admin'] },
  { key: 'logs.write', name: 'Leave entries in the logs', roles: ['admin', 'manager', 'member', 'viewer'] },
  { key: 'alerts.raise', name: 'Raise alerts', roles: ['admin', 'manager', 'member'] },
  {
    key: 'alerts.manage',
    name: 'Take on, resolve and reopen alerts, and change their kinds',
    roles: ['admin', 'manager'],
  },
  {
    key: 'notes.write',
    name: 'Write notes on records, and change the own ones',
    roles: ['admin', 'manager', 'member'],
  },
  { key: 'notes.manage', name: 'Change and delete the notes of others', roles: ['admin'] },
  {
    key: 'logs.receive',
    name: 'Record webhooks and what jobs do',
    roles: ['admin', 'manager', 'member'],
    besides: ['logs.write'],
  },
  {
    key: 'alerts.read',
    name: 'See alerts',
    roles: ['admin', 'manager', 'member'],
    besides: ['alerts.raise', 'alerts.manage'],
  },
  {
    key: 'notes.read',
    name: 'Read notes on records',
    roles: ['admin', 'manager', 'member'],
    besides: ['notes.write', 'notes.manage'],
  },
];

/**
 * The permissions of logs, and the audit of the tables that asked for it before logs, or what it can do now, came. Can be run
 * again. Whoever changes app.audit_table changes the code here, too, so that databases that are there get the new triggers.
 */
export async function up(knex: Knex): Promise<void> {
  await registerPermissions(knex, 'logs', PERMISSIONS);
  await registerPersonalData(knex, 'logs', personal);
  await knex.raw(
    'SELECT app.audit_table(a.table_name) FROM (SELECT table_name FROM public.sys_audited_tables ORDER BY table_name) a',
  );
}

/** Withdraws the permissions from every role, and takes the audit off every table. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw(
    'SELECT app.stop_auditing_table(a.table_name) FROM public.sys_audited_tables a ORDER BY a.table_name',
  );
  await withdrawPersonalData(knex, 'logs');
  await withdrawPermissions(knex, 'logs');
}
