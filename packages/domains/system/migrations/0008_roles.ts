import { createTenantTable, jsonObject, memberForeign, tenantForeign, tenantRoot } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** The roles of a tenant, what they permit and who holds them. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'sys_roles', { write: 'roles.manage' }, (table) => {
    table.comment('A role of one tenant: a named set of permissions that members can hold.');
    table.text('key').notNullable().comment('Code within the tenant.');
    table.text('name').notNullable();
    table.text('description');
    table
      .text('template_key')
      .comment('Template that the role was made from; empty for roles of the tenant itself.');
    table
      .specificType('is_system', 'boolean GENERATED ALWAYS AS (template_key IS NOT NULL) STORED')
      .comment('Made from a template; cannot be deleted.');
    table
      .boolean('is_default')
      .notNullable()
      .defaultTo(false)
      .comment('New members get it when no other is named.');
    table
      .integer('priority')
      .notNullable()
      .defaultTo(0)
      .comment('The higher, the more powerful; order of display.');
    table.text('external_id').comment('Key of this role in an outside system.');
    jsonObject(table, 'metadata').comment('Open bag for integrations.');
    table.check("key ~ '^[a-z][a-z0-9_]*$'", [], 'ck_sys_roles_key');
    table.check("btrim(name) <> ''", [], 'ck_sys_roles_name');
    table.unique(['tenant_id', 'key'], { indexName: 'uq_sys_roles_key' });
    table.unique(['tenant_id', 'name'], { indexName: 'uq_sys_roles_name' });
    table.unique(['tenant_id', 'template_key'], { indexName: 'uq_sys_roles_template_key' });
    table.unique(['tenant_id'], {
      indexName: 'uq_sys_roles_default',
      useConstraint: false,
      predicate: knex.whereRaw('is_default'),
    });
    table.index(['template_key'], 'ix_sys_roles_template_key');
    table
      .foreign(['template_key'], 'fk_sys_roles_template_key')
      .references(['key'])
      .inTable('sys_role_templates')
      .deferrable('immediate');
    tenantRoot(table);
  });
  await knex.raw(`
    REVOKE INSERT, UPDATE ON sys_roles FROM erp_app;
    GRANT INSERT (tenant_id, key, name, description, is_default, priority, external_id, metadata),
      UPDATE (name, description, is_default, priority, external_id, metadata) ON sys_roles TO erp_app;
  `);

  await createTenantTable(
    knex,
    'sys_role_permissions',
    { write: 'roles.manage', primaryKey: ['tenant_id', 'role_id', 'permission_id'] },
    (table) => {
      table.comment('What a role permits.');
      table.bigInteger('role_id').notNullable().comment('The role.');
      table.bigInteger('permission_id').notNullable().comment('What it permits.');
      table.index(['permission_id'], 'ix_sys_role_permissions_permission_id');
      table
        .foreign(['permission_id'], 'fk_sys_role_permissions_permission_id')
        .references(['id'])
        .inTable('sys_permissions')
        .deferrable('immediate')
        .onDelete('CASCADE');
      tenantForeign(table, 'role_id', 'sys_roles', { index: false }).onDelete('CASCADE');
    },
  );
  await knex.raw('REVOKE UPDATE ON sys_role_permissions FROM erp_app');

  await createTenantTable(knex, 'sys_user_roles', { write: 'roles.manage' }, (table) => {
    table.comment('Which member holds which role.');
    table.bigInteger('user_id').notNullable().comment('The member.');
    table.bigInteger('role_id').notNullable().comment('The role.');
    table.timestamp('expires_at', { useTz: true }).comment('End of the grant; empty means for good.');
    table.bigInteger('assigned_by').comment('Member who granted it.');
    jsonObject(table, 'metadata').comment('Open bag for integrations.');
    table.unique(['tenant_id', 'user_id', 'role_id'], { indexName: 'uq_sys_user_roles_user_id_role_id' });
    tenantForeign(table, 'user_id', 'sys_tenant_members', { parentColumn: 'user_id', index: false }).onDelete(
      'CASCADE',
    );
    tenantForeign(table, 'role_id', 'sys_roles').onDelete('CASCADE');
    memberForeign(table, 'assigned_by');
  });
  await knex.raw(`
    REVOKE INSERT, UPDATE ON sys_user_roles FROM erp_app;
    GRANT INSERT (tenant_id, user_id, role_id, expires_at, metadata), UPDATE (expires_at, metadata)
      ON sys_user_roles TO erp_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('sys_user_roles');
  await knex.schema.dropTable('sys_role_permissions');
  await knex.schema.dropTable('sys_roles');
}
