import { openReading, requireReadPermission } from '@erp/kit/read-permission';
import type { Knex } from 'knex';

/** Who may do what, and who is invited, is read by those who have to do with it. */
export async function up(knex: Knex): Promise<void> {
  for (const [permissions, tables] of READERS) {
    for (const table of tables) await requireReadPermission(knex, table, permissions);
  }
}

export async function down(knex: Knex): Promise<void> {
  for (const [, tables] of READERS) {
    for (const table of tables) await openReading(knex, table);
  }
}

/** Whoever holds one of the permissions reads the tables. */
const READERS: readonly (readonly [readonly [string, ...string[]], readonly string[]])[] = [
  [['roles.read', 'roles.manage'], ['sys_role_permissions']],
  [['roles.read', 'roles.manage', 'members.manage'], ['sys_user_roles']],
  [['members.manage'], ['sys_tenant_invitations']],
];
