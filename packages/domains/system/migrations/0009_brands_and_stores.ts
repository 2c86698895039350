import {
  authorship,
  code,
  createTenantTable,
  email,
  jsonObject,
  memberForeign,
  phone,
  tenantForeign,
  tenantRoot,
  uniqueAlive,
} from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Trade brands and the places that sell under them. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'sys_brands', { write: 'brands.write' }, (table) => {
    table.comment('A trade brand of a tenant.');
    table.text('code').notNullable().comment('Short code, unique among living brands of the tenant.');
    table.text('name').notNullable();
    table.text('description');
    table.text('logo_url').comment('Link to a picture.');
    table.text('website_url');
    code(table, 'status', ['active', 'inactive', 'archived']).notNullable().defaultTo('active');
    jsonObject(table, 'metadata').comment('Open bag for integrations.');
    table.timestamp('deleted_at', { useTz: true }).comment('Soft delete: empty while the brand lives.');
    table.check("code ~ '^[a-z0-9]+([_-][a-z0-9]+)*$'", [], 'ck_sys_brands_code');
    table.check("btrim(name) <> ''", [], 'ck_sys_brands_name');
    uniqueAlive(table, ['code'], knex);
    uniqueAlive(table, ['name'], knex);
    authorship(table);
    tenantRoot(table);
  });

  await createTenantTable(knex, 'sys_stores', { write: 'stores.write' }, (table) => {
    table.comment('A place that sells under a brand, physical or not.');
    table.bigInteger('brand_id').notNullable().comment('Brand that it sells under.');
    table.text('code').notNullable().comment('Short code, unique among living stores of the brand.');
    table.text('name').notNullable();
    table.text('description');
    table.text('address_line1');
    table.text('address_line2');
    table.text('city');
    table.text('state').comment('State, province or region.');
    table.specificType('country', 'char(2)').comment('ISO 3166 code, e.g. DE.');
    table.text('postal_code');
    phone(table, 'phone').comment('Number in E.164 form.');
    email(table, 'email').comment('Address, trimmed and in lower case.');
    code(table, 'status', ['active', 'inactive', 'closed']).notNullable().defaultTo('active');
    table
      .boolean('is_headquarters')
      .notNullable()
      .defaultTo(false)
      .comment('Main store; a brand has one at most.');
    table.bigInteger('manager_user_id').comment('Member who runs the store.');
    table.date('opening_date').comment('First day open.');
    table.date('closing_date').comment('Last day open.');
    table.text('timezone').comment('IANA zone name; the zone of the tenant when empty.');
    jsonObject(table, 'metadata').comment('Open bag for integrations.');
    table.timestamp('deleted_at', { useTz: true }).comment('Soft delete: empty while the store lives.');
    table.check("code ~ '^[a-z0-9]+([_-][a-z0-9]+)*$'", [], 'ck_sys_stores_code');
    table.check("btrim(name) <> ''", [], 'ck_sys_stores_name');
    table.check("country ~ '^[A-Z]{2}$'", [], 'ck_sys_stores_country');
    table.check('closing_date >= opening_date', [], 'ck_sys_stores_closing_date');
    uniqueAlive(table, ['brand_id', 'code'], knex);
    uniqueAlive(table, ['brand_id', 'name'], knex);
    table.unique(['tenant_id', 'brand_id'], {
      indexName: 'uq_sys_stores_headquarters',
      useConstraint: false,
      predicate: knex.whereRaw('is_headquarters AND deleted_at IS NULL'),
    });
    tenantForeign(table, 'brand_id', 'sys_brands').onDelete('CASCADE');
    memberForeign(table, 'manager_user_id');
    authorship(table);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('sys_stores');
  await knex.schema.dropTable('sys_brands');
}
