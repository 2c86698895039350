import { code, createTenantTable, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** How a person can be reached. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'crm_personal_contacts', { write: 'crm.write' }, (table) => {
    table.comment(
      'A handle by which a person can be reached: an address, a number, an account on a network.',
    );
    table.bigInteger('personal_key_id').notNullable().comment('Person whom it reaches.');
    table.bigInteger('lead_id').comment('Lead that it is attached to now.');
    table.bigInteger('original_lead_id').comment('Lead that first brought it.');
    code(table, 'contact_type', ['email', 'phone', 'social', 'messaging', 'other']).notNullable();
    table
      .text('contact_value')
      .notNullable()
      .comment('Address in lower case, number in E.164 form, or handle; trimmed. See app.normalize_contact.');
    table
      .boolean('is_primary')
      .notNullable()
      .defaultTo(false)
      .comment('Preferred handle; a person has one at most.');
    table.boolean('is_verified').notNullable().defaultTo(false).comment('Proven to belong to the person.');
    table.timestamp('verified_at', { useTz: true }).comment('When it was proven.');
    table
      .text('platform_name')
      .comment('Network of a social or messaging handle, as a code: facebook, zalo …');
    table.text('platform_user_id').comment('Id of the person on that network.');
    table.text('platform_page_id').comment('Id that the network gives the page which they talk to.');
    table.text('platform_profile_url').comment('Link to the profile there.');
    table.check(
      `CASE contact_type
        WHEN 'email' THEN contact_value = lower(btrim(contact_value)) AND contact_value LIKE '_%@_%'
        WHEN 'phone' THEN contact_value ~ '^[+][1-9][0-9]{6,14}$'
        ELSE contact_value = btrim(contact_value) AND contact_value <> ''
      END`,
      [],
      'ck_crm_personal_contacts_contact_value',
    );
    table.check('is_verified = (verified_at IS NOT NULL)', [], 'ck_crm_personal_contacts_verified_at');
    table.check("platform_name ~ '^[a-z][a-z0-9_]*$'", [], 'ck_crm_personal_contacts_platform_name');
    table.unique(['tenant_id', 'personal_key_id'], {
      indexName: 'uq_crm_personal_contacts_primary',
      useConstraint: false,
      predicate: knex.whereRaw('is_primary'),
    });
    // Who has this address or number; who is this account of a network.
    table.index(['tenant_id', 'contact_value', 'contact_type'], 'ix_crm_personal_contacts_contact_value');
    table.index(
      ['tenant_id', 'platform_user_id', 'platform_name'],
      'ix_crm_personal_contacts_platform_user_id',
      { predicate: knex.whereNotNull('platform_user_id') },
    );
    tenantForeign(table, 'personal_key_id', 'crm_personal_keys', { index: false }).onDelete('CASCADE');
    tenantForeign(table, 'lead_id', 'crm_leads').onDelete('SET NULL (lead_id)');
    tenantForeign(table, 'original_lead_id', 'crm_leads').onDelete('SET NULL (original_lead_id)');
  });
  // The same handle once per person and network; it also serves the foreign key.
  await knex.raw(`
    CREATE UNIQUE INDEX uq_crm_personal_contacts_contact_value
    ON crm_personal_contacts (tenant_id, personal_key_id, contact_type, contact_value, platform_name)
    NULLS NOT DISTINCT
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('crm_personal_contacts');
}
