import { authorship, createTenantTable, tenantRoot } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Kinds of absence. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'leave_type', { write: 'workforce.manage' }, (table) => {
    table.comment('A kind of absence: vacation, sickness, parental leave …');
    table.text('code').notNullable().comment('Short code, unique within the tenant.');
    table.text('name').notNullable();
    table.text('description');
    table
      .boolean('requires_approval')
      .notNullable()
      .defaultTo(true)
      .comment('Somebody decides on it; otherwise a request counts as soon as nothing stands against it.');
    table.boolean('is_paid').notNullable().defaultTo(false).comment('The absence is paid.');
    table
      .boolean('tracks_balance')
      .notNullable()
      .defaultTo(true)
      .comment('Only days that were granted before can be taken; see leave_entry.');
    table.boolean('is_active').notNullable().defaultTo(true).comment('May be asked for.');
    table.check("code ~ '^[a-z0-9]+([_-][a-z0-9]+)*$'", [], 'ck_leave_type_code');
    table.check("btrim(name) <> ''", [], 'ck_leave_type_name');
    table.unique(['tenant_id', 'code'], { indexName: 'uq_leave_type_code' });
    authorship(table);
    tenantRoot(table);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('leave_type');
}
