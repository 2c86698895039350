import { code, createTenantTable, jsonObject, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What else is known about a person. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'crm_personal_profile', { write: 'crm.write' }, (table) => {
    table.comment('What else is known about a person; one row each.');
    table.bigInteger('personal_key_id').notNullable().comment('Person whom it describes.');
    table.text('display_name').comment('Name as it is shown.');
    table.text('title').comment('Salutation, e.g. Ms, Dr.');
    table.date('birth_date');
    code(table, 'five_element', ['wood', 'fire', 'earth', 'metal', 'water']).comment(
      'Element of the person in feng shui.',
    );
    table.text('intention').comment('What the person wishes to buy or to reach with it.');
    table.text('notes');
    jsonObject(table, 'custom_attributes').comment('Fields that the tenant has defined for itself.');
    table.unique(['tenant_id', 'personal_key_id'], { indexName: 'uq_crm_personal_profile_personal_key_id' });
    tenantForeign(table, 'personal_key_id', 'crm_personal_keys', { index: false }).onDelete('CASCADE');
  });
  // Segments ask for containment, in functions and jobs that filter the tenant themselves.
  await knex.raw(`
    CREATE INDEX ix_crm_personal_profile_custom_attributes ON crm_personal_profile
    USING gin (custom_attributes jsonb_path_ops)
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('crm_personal_profile');
}
