import { authorship, createTenantTable, tenantRoot } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Organizational units. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'department', { write: 'workforce.manage' }, (table) => {
    table.comment('An organizational unit of a tenant, with a clock of its own where it has one.');
    table.text('code').notNullable().comment('Short code, unique within the tenant.');
    table.text('name').notNullable();
    table.text('description');
    table
      .text('timezone')
      .comment('IANA zone name in which its shifts are planned; that of the store or tenant when empty.');
    table.boolean('is_active').notNullable().defaultTo(true).comment('May be chosen for something new.');
    table.check("code ~ '^[a-z0-9]+([_-][a-z0-9]+)*$'", [], 'ck_department_code');
    table.check("btrim(name) <> ''", [], 'ck_department_name');
    // PostgreSQL itself says whether it knows the zone: an unknown one raises 22023.
    table.check(
      "timezone IS NULL OR timezone ~ '^[A-Za-z]' AND timestamptz '2000-01-01 00:00:00+00' AT TIME ZONE timezone IS NOT NULL",
      [],
      'ck_department_timezone',
    );
    table.unique(['tenant_id', 'code'], { indexName: 'uq_department_code' });
    authorship(table);
    tenantRoot(table);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('department');
}
