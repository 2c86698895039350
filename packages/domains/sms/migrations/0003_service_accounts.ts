import { code, createTenantTable, jsonObject, tenantForeign, tenantRoot } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What text messages are sent for. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'sms_service_accounts', { write: 'sms.manage' }, (table) => {
    table.comment('A purpose that text messages are sent for, with the account that sends them.');
    table.bigInteger('sender_account_id').comment('Account that sends.');
    table.text('service_name').notNullable();
    code(table, 'service_type', ['campaign', 'conversation', 'support', 'marketing', 'transactional'])
      .notNullable()
      .comment(
        'campaign and marketing need consent; transactional may be sent at any hour; nobody who has opted out gets any.',
      );
    table.text('provider_service_sid').comment('Id of the messaging service at the provider.');
    jsonObject(table, 'settings').comment('Options of the service; no secrets.');
    table.boolean('is_active').notNullable().defaultTo(true);
    table.bigInteger('linked_campaign_id').comment('Campaign that it serves.');
    table.bigInteger('linked_project_id').comment('Project that it serves.');
    table.text('description');
    table.check("btrim(service_name) <> ''", [], 'ck_sms_service_accounts_service_name');
    table.check(NO_SECRETS, [], 'ck_sms_service_accounts_settings_secret');
    table.unique(['tenant_id', 'provider_service_sid'], {
      indexName: 'uq_sms_service_accounts_provider_service_sid',
      useConstraint: false,
      predicate: knex.whereNotNull('provider_service_sid'),
    });
    // The links bind them when marketing and tasks are there.
    for (const column of ['linked_campaign_id', 'linked_project_id']) {
      table.index(['tenant_id', column], `ix_sms_service_accounts_${column}`);
    }
    tenantForeign(table, 'sender_account_id', 'sms_sender_accounts').onDelete('SET NULL (sender_account_id)');
    tenantRoot(table);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('sms_service_accounts');
}

const NO_SECRETS =
  "NOT jsonb_exists_any(settings, ARRAY['token', 'auth_token', 'access_token', 'secret', 'api_key', 'api_secret', 'password'])";
