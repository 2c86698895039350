import { code, createTenantTable, jsonObject, tenantForeign, tenantRoot } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** The outside identities that write to us. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'omnichannel_contact', { write: 'omnichannel.write' }, (table) => {
    table.comment(
      'An identity on a network that messages come from; several of them can be one person of crm.',
    );
    table.bigInteger('page_id').comment('Page that it writes to; networks number people page by page.');
    table.bigInteger('personal_key_id').comment('Person of crm whose identity it is; see app.link_contact.');
    table.text('platform_user_id').comment('Id that the network gives the identity.');
    table.text('external_customer_id').comment('Id that the integrator gives it.');
    code(table, 'integration_via', ['pancake', 'meta', 'direct', 'custom', 'zalo', 'other'])
      .notNullable()
      .defaultTo('direct')
      .comment('What stands between the network and us.');
    table.text('display_name').comment('Name that it shows.');
    table.text('link').comment('Address of its profile.');
    jsonObject(table, 'metadata').comment('What the network tells beyond the columns.');
    table
      .timestamp('erased_at', { useTz: true })
      .comment('When everything personal was removed because the person was erased.');
    table.check("btrim(platform_user_id) <> ''", [], 'ck_omnichannel_contact_platform_user_id');
    table.check("btrim(external_customer_id) <> ''", [], 'ck_omnichannel_contact_external_customer_id');
    table.check("btrim(link) <> ''", [], 'ck_omnichannel_contact_link');
    table.check(
      'erased_at IS NULL OR num_nonnulls(platform_user_id, external_customer_id, display_name, link) = 0',
      [],
      'ck_omnichannel_contact_erased_at',
    );
    tenantForeign(table, 'page_id', 'channels_platform_pages');
    tenantForeign(table, 'personal_key_id', 'crm_personal_keys').onDelete('SET NULL (personal_key_id)');
    tenantRoot(table);
  });
  // The same identity once per page, and once where there is no page.
  await knex.raw(`
    CREATE UNIQUE INDEX uq_omnichannel_contact_platform_user_id
    ON omnichannel_contact (tenant_id, page_id, platform_user_id)
    NULLS NOT DISTINCT WHERE platform_user_id IS NOT NULL;
    CREATE UNIQUE INDEX uq_omnichannel_contact_external_customer_id
    ON omnichannel_contact (tenant_id, external_customer_id, integration_via, page_id)
    NULLS NOT DISTINCT WHERE external_customer_id IS NOT NULL;
  `);
  // Whose identity it is and whether it was erased is written by functions; a contact with a past is not deleted.
  await knex.raw(`
    REVOKE INSERT, UPDATE, DELETE ON omnichannel_contact FROM erp_app;
    GRANT INSERT (tenant_id, page_id, platform_user_id, external_customer_id, integration_via, display_name, link,
      metadata), UPDATE (external_customer_id, display_name, link, metadata) ON omnichannel_contact TO erp_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('omnichannel_contact');
}
