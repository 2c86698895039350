import { createSharedTable, email, jsonObject, phone } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** People, once for all tenants; what they are within a tenant stands in sys_tenant_members. */
export async function up(knex: Knex): Promise<void> {
  await createSharedTable(knex, 'sys_users', (table) => {
    table.comment(
      'A person who can sign in, the same one in every tenant; seen only by the person, colleagues are members.',
    );
    table
      .uuid('auth_user_id')
      .comment('Login account; empty before the first sign-in and after the account is gone.');
    table.bigInteger('primary_tenant_id').comment('Tenant to open after sign-in.');
    email(table, 'email').comment('Address, trimmed and in lower case.');
    phone(table, 'phone').comment('Number in E.164 form.');
    table.text('full_name');
    table.text('avatar_url').comment('Link to a picture.');
    table.boolean('is_active').notNullable().defaultTo(true).comment('May sign in at all, to any tenant.');
    table.timestamp('last_sign_in_at', { useTz: true });
    table.timestamp('deactivated_at', { useTz: true }).comment('Since when is_active is false.');
    table.text('locale').comment('Language and region, e.g. en-US.');
    table.text('timezone').comment('IANA zone name.');
    table.text('external_id').comment('Key of this person in an outside system.');
    table.text('notes').comment('Remarks of the operator.');
    jsonObject(table, 'metadata').comment('Open bag for integrations.');
    table.check('deactivated_at IS NULL OR NOT is_active', [], 'ck_sys_users_deactivated_at');
    table.unique(['auth_user_id'], { indexName: 'uq_sys_users_auth_user_id' });
    table.unique(['email'], { indexName: 'uq_sys_users_email' });
    table.index(['primary_tenant_id'], 'ix_sys_users_primary_tenant_id');
    table
      .foreign(['auth_user_id'], 'fk_sys_users_auth_user_id')
      .references(['id'])
      .inTable('auth.users')
      .deferrable('immediate')
      .onDelete('SET NULL');
    table
      .foreign(['primary_tenant_id'], 'fk_sys_users_primary_tenant_id')
      .references(['id'])
      .inTable('sys_tenants')
      .deferrable('immediate')
      .onDelete('SET NULL');
  });
  await knex.raw(`
    CREATE POLICY sys_users_select ON sys_users FOR SELECT TO erp_app USING (id = app.current_user_id());
    CREATE POLICY sys_users_update ON sys_users FOR UPDATE TO erp_app
      USING (id = app.current_user_id()) WITH CHECK (id = app.current_user_id());
    GRANT SELECT ON sys_users TO erp_app;
    GRANT UPDATE (full_name, phone, avatar_url, locale, timezone) ON sys_users TO erp_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('sys_users');
}
