import { code, createTenantTable, jsonObject, memberForeign, tenantRoot } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Who belongs to a tenant. References to a user from tenant tables point here. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'sys_tenant_members',
    { write: 'members.manage', primaryKey: ['tenant_id', 'user_id'] },
    (table) => {
      table.comment(
        'A person within a tenant. Members leave by status and are never deleted, so that history stays readable.',
      );
      table.bigInteger('user_id').notNullable().comment('The person.');
      table.text('display_name').notNullable().comment('Name that colleagues see.');
      code(table, 'status', ['active', 'invited', 'suspended', 'left'])
        .notNullable()
        .defaultTo('active')
        .comment('Only an active member can enter the tenant.');
      table.text('title').comment('Job title.');
      table.text('department').comment('Free text.');
      table.bigInteger('manager_user_id').comment('Line manager, a member too; the chain cannot loop.');
      table
        .timestamp('joined_at', { useTz: true })
        .comment('When the person became active for the first time.');
      table.timestamp('left_at', { useTz: true }).comment('When the person left.');
      jsonObject(table, 'metadata').comment('Open bag for integrations.');
      table.check("btrim(display_name) <> ''", [], 'ck_sys_tenant_members_display_name');
      table.check("(status = 'left') = (left_at IS NOT NULL)", [], 'ck_sys_tenant_members_left_at');
      table.check('manager_user_id <> user_id', [], 'ck_sys_tenant_members_manager_user_id');
      table.index(['user_id'], 'ix_sys_tenant_members_user_id');
      table
        .foreign(['user_id'], 'fk_sys_tenant_members_user_id')
        .references(['id'])
        .inTable('sys_users')
        .deferrable('immediate');
      tenantRoot(table);
    },
  );
  await knex.schema.alterTable('sys_tenant_members', (table) => memberForeign(table, 'manager_user_id'));
  await knex.raw(`
    REVOKE INSERT, UPDATE, DELETE ON sys_tenant_members FROM erp_app;
    GRANT UPDATE (display_name, status, title, department, manager_user_id, metadata) ON sys_tenant_members TO erp_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('sys_tenant_members');
}
