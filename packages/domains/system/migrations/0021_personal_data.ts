import { finiteMoments, textLine } from '@erp/kit/input-checks';
import { code, createSharedTable } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Which columns of which tables are personal, as the domains declare it. Export and erasure read it. */
export async function up(knex: Knex): Promise<void> {
  await createSharedTable(
    knex,
    'sys_personal_tables',
    (table) => {
      table.comment(
        'What a tenant table has to do with people; written by the reference data of the domain that owns the table.',
      );
      textLine(table, 'table_name', 100).notNullable().comment('Name of the table in the schema public.');
      table.text('domain').notNullable().comment('Domain that declares it.');
      table.text('called').comment('What entity_type calls a row of the table, beside its name.');
      table
        .specificType('person_by', 'text[]')
        .notNullable()
        .defaultTo('{}')
        .comment(
          'Foreign key columns by which a row belongs to the person of its parent, beside those to person and customer.',
        );
      table
        .specificType('member_by', 'text[]')
        .notNullable()
        .defaultTo('{}')
        .comment('Foreign key columns to the member whom a row is about.');
      table
        .boolean('about')
        .notNullable()
        .defaultTo(false)
        .comment('Whether a row belongs to the person of the record that entity_type and entity_id name.');
      table
        .boolean('rows_removed')
        .notNullable()
        .defaultTo(false)
        .comment('Whether rows go with the person, instead of staying without the personal columns.');
      finiteMoments(table, ['created_at', 'updated_at']);
    },
    { primaryKey: ['table_name'] },
  );
  await createSharedTable(
    knex,
    'sys_personal_columns',
    (table) => {
      table.comment(
        'A column of a tenant table that is personal, or is not; declared by the domain of the table.',
      );
      textLine(table, 'table_name', 100).notNullable().comment('Name of the table in the schema public.');
      textLine(table, 'column_name', 100).notNullable();
      code(table, 'subject', ['person', 'member', 'others', 'none'])
        .notNullable()
        .comment('Whom it is about: a person of crm, a member of the tenant, somebody else, nobody.');
      code(table, 'kind', [
        'name',
        'email',
        'phone',
        'address',
        'birth',
        'identifier',
        'location',
        'device',
        'message',
        'words',
      ]).comment('What it holds; empty when it is about nobody.');
      table.text('becomes').comment('SQL expression over the row that takes the place of the value.');
      table.text('kept_because').comment('Why the value stays when its person is erased.');
      table.text('by_trigger').comment('What a trigger of the domain makes of the value.');
      finiteMoments(table, ['created_at', 'updated_at']);
      table.check("(subject = 'none') = (kind IS NULL)", [], 'ck_sys_personal_columns_kind_present');
      table.check(
        'num_nonnulls(becomes, kept_because, by_trigger) <= 1',
        [],
        'ck_sys_personal_columns_outcome',
      );
      table
        .foreign('table_name', 'fk_sys_personal_columns_table_name')
        .references('table_name')
        .inTable('sys_personal_tables')
        .onDelete('CASCADE')
        .deferrable('immediate');
    },
    { primaryKey: ['table_name', 'column_name'] },
  );
  // becomes is run by app.erase_person: nobody but the migrating role writes it.
  await knex.raw(`
    REVOKE INSERT, UPDATE, DELETE ON sys_personal_tables, sys_personal_columns FROM erp_definer, erp_service;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('sys_personal_columns');
  await knex.schema.dropTable('sys_personal_tables');
}
