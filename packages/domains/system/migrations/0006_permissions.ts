import { createSharedTable, jsonObject } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What can be permitted, and which of it the roles of a new tenant start with. */
export async function up(knex: Knex): Promise<void> {
  await createSharedTable(knex, 'sys_permissions', (table) => {
    table.comment('Everything that can be permitted; each domain registers its own as reference data.');
    table.text('key').notNullable().comment('Dotted code <resource>.<action>, e.g. orders.refund.');
    table.text('name').notNullable().comment('What it lets a person do.');
    table.text('description');
    table.text('domain').notNullable().comment('Domain that contributes it, and takes it away again.');
    table
      .specificType('resource', "text GENERATED ALWAYS AS (split_part(key, '.', 1)) STORED")
      .comment('First part of the key.');
    table
      .specificType('action', "text GENERATED ALWAYS AS (split_part(key, '.', 2)) STORED")
      .comment('Second part of the key.');
    table.specificType('tags', 'text[]').notNullable().defaultTo('{}').comment('Labels to group by.');
    jsonObject(table, 'metadata').comment('Open bag for integrations.');
    table.check("key ~ '^[a-z][a-z0-9_]*[.][a-z][a-z0-9_]*$'", [], 'ck_sys_permissions_key');
    table.unique(['key'], { indexName: 'uq_sys_permissions_key' });
    table.index(['domain'], 'ix_sys_permissions_domain');
  });

  await createSharedTable(
    knex,
    'sys_role_templates',
    (table) => {
      table.comment('The roles that a new tenant starts with.');
      table.text('key').notNullable().comment('Code: owner, admin, manager, member, viewer.');
      table.text('name').notNullable();
      table.text('description').notNullable();
      table.boolean('is_default').notNullable().comment('New members get this role when no other is named.');
      table.integer('priority').notNullable().comment('The higher, the more powerful; order of display.');
      table.check("key ~ '^[a-z][a-z0-9_]*$'", [], 'ck_sys_role_templates_key');
    },
    { primaryKey: ['key'] },
  );

  await createSharedTable(
    knex,
    'sys_role_template_permissions',
    (table) => {
      table.comment('Which permissions a role of a new tenant starts with.');
      table.text('template_key').notNullable().comment('Role that starts with it.');
      table.bigInteger('permission_id').notNullable().comment('What the role may do.');
      table.index(['permission_id'], 'ix_sys_role_template_permissions_permission_id');
      table
        .foreign(['template_key'], 'fk_sys_role_template_permissions_template_key')
        .references(['key'])
        .inTable('sys_role_templates')
        .deferrable('immediate')
        .onDelete('CASCADE');
      table
        .foreign(['permission_id'], 'fk_sys_role_template_permissions_permission_id')
        .references(['id'])
        .inTable('sys_permissions')
        .deferrable('immediate')
        .onDelete('CASCADE');
    },
    { primaryKey: ['template_key', 'permission_id'] },
  );

  for (const table of TABLES) {
    await knex.raw(`CREATE POLICY ${table}_select ON ${table} FOR SELECT TO erp_app USING (true)`);
    await knex.raw(`GRANT SELECT ON ${table} TO erp_app`);
  }
}

export async function down(knex: Knex): Promise<void> {
  for (const table of TABLES.toReversed()) await knex.schema.dropTable(table);
}

const TABLES = ['sys_permissions', 'sys_role_templates', 'sys_role_template_permissions'];
