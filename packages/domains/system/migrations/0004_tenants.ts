import { code, createSharedTable, jsonObject } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Tenants: the root of all isolation. */
export async function up(knex: Knex): Promise<void> {
  await createSharedTable(knex, 'sys_tenants', (table) => {
    table.comment(
      'One organization that uses the system; everything that carries tenant_id belongs to one of these.',
    );
    table.text('slug').notNullable().comment('Short name in addresses, unique among living tenants.');
    table.text('name').notNullable().comment('Name for people; two tenants may bear the same.');
    code(table, 'status', ['active', 'suspended', 'deleted'])
      .notNullable()
      .defaultTo('active')
      .comment('Only an active tenant can be entered.');
    table.text('billing_plan').comment('Code of the plan that the tenant pays for.');
    table.boolean('is_personal').notNullable().defaultTo(false).comment('Workspace of a single person.');
    table.text('timezone').notNullable().defaultTo('UTC').comment('IANA zone name, e.g. Europe/Berlin.');
    table.text('locale').notNullable().defaultTo('en').comment('Language and region, e.g. en-US.');
    table.text('domain').comment('Host name of its own, in lower case.');
    table.text('external_id').comment('Key of this tenant in an outside system.');
    table.text('notes').comment('Remarks of the operator.');
    jsonObject(table, 'settings').comment('Options that the tenant chooses.');
    jsonObject(table, 'metadata').comment('Open bag for integrations.');
    table
      .timestamp('deleted_at', { useTz: true })
      .comment('When the tenant was closed; its data waits for erasure.');
    table.check("slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 63", [], 'ck_sys_tenants_slug');
    table.check("btrim(name) <> ''", [], 'ck_sys_tenants_name');
    table.check("domain = lower(btrim(domain)) AND domain ~ '^[a-z0-9.-]+$'", [], 'ck_sys_tenants_domain');
    table.check("(status = 'deleted') = (deleted_at IS NOT NULL)", [], 'ck_sys_tenants_deleted_at');
    table.unique(['slug'], {
      indexName: 'uq_sys_tenants_slug',
      useConstraint: false,
      predicate: knex.whereNull('deleted_at'),
    });
    table.unique(['domain'], {
      indexName: 'uq_sys_tenants_domain',
      useConstraint: false,
      predicate: knex.whereNotNull('domain').whereNull('deleted_at'),
    });
  });
  await knex.raw(`
    CREATE POLICY sys_tenants_select ON sys_tenants FOR SELECT TO erp_app USING (id = app.current_tenant_id());
    CREATE POLICY sys_tenants_update ON sys_tenants FOR UPDATE TO erp_app
      USING (id = app.current_tenant_id() AND app.has_permission('system.manage'))
      WITH CHECK (id = app.current_tenant_id() AND app.has_permission('system.manage'));
    GRANT SELECT ON sys_tenants TO erp_app;
    GRANT UPDATE (name, timezone, locale, settings) ON sys_tenants TO erp_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('sys_tenants');
}
