import { openReading, requireReadPermission } from '@erp/kit/read-permission';
import type { Knex } from 'knex';

/**
 * Platforms and pages carry budgets and references to credentials: channels.read is asked, not only named. Until today
 * everybody read them, so roles that tenants made by hand for people who work get it; who only looks does not.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    INSERT INTO sys_role_permissions (tenant_id, role_id, permission_id)
    SELECT r.tenant_id, r.id, p.id
    FROM sys_roles r
    JOIN sys_permissions p ON p.key = 'channels.read'
    WHERE r.template_key IS NULL AND EXISTS (
      SELECT FROM sys_role_permissions h
      JOIN sys_permissions w ON w.id = h.permission_id
      WHERE h.tenant_id = r.tenant_id AND h.role_id = r.id AND w.action !~ '^read' AND w.key <> 'logs.write'
    )
    ON CONFLICT (tenant_id, role_id, permission_id) DO NOTHING
  `);
  for (const [permissions, tables] of READERS) {
    for (const table of tables) await requireReadPermission(knex, table, permissions);
  }
}

/** What roles got stays with them: before, the permission had no effect. */
export async function down(knex: Knex): Promise<void> {
  for (const [, tables] of READERS) {
    for (const table of tables) await openReading(knex, table);
  }
}

/** Whoever holds one of the permissions reads the tables. */
const READERS: readonly (readonly [readonly [string, ...string[]], readonly string[]])[] = [
  [
    ['channels.read', 'channels.write'],
    ['channels_platforms', 'channels_platform_pages'],
  ],
];
