import { authorship, createTenantTable, jsonObject, tenantRoot } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Accounts at providers of text messages. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'sms_sender_accounts', { write: 'sms.manage' }, (table) => {
    table.comment('An account at a provider of text messages.');
    table.text('account_name').notNullable();
    table.text('provider').notNullable().comment('Code of the provider, e.g. twilio.');
    table.text('account_sid').comment('Id of the account there.');
    table
      .text('credential_reference')
      .comment('Where the secret store keeps the token, e.g. vault:sms/twilio-main; never the token itself.');
    jsonObject(table, 'settings').comment('Options of the provider; no secrets.');
    table.boolean('is_active').notNullable().defaultTo(true);
    table.check("btrim(account_name) <> ''", [], 'ck_sms_sender_accounts_account_name');
    table.check(
      "provider ~ '^[a-z][a-z0-9_]*$' AND provider <> 'client'",
      [],
      'ck_sms_sender_accounts_provider',
    );
    table.check("btrim(account_sid) <> ''", [], 'ck_sms_sender_accounts_account_sid');
    // A known store, a path, and nothing in it that is as long and as even as a token.
    table.check(
      "credential_reference ~ '^(vault|aws_secrets|gcp_secrets|azure_secrets|env):[A-Za-z0-9_./-]{1,200}$' AND credential_reference !~ '[A-Za-z0-9]{32}'",
      [],
      'ck_sms_sender_accounts_credential_reference',
    );
    table.check(NO_SECRETS, [], 'ck_sms_sender_accounts_settings_secret');
    table.unique(['tenant_id', 'provider', 'account_sid'], {
      indexName: 'uq_sms_sender_accounts_account_sid',
    });
    authorship(table);
    tenantRoot(table);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('sms_sender_accounts');
}

const NO_SECRETS =
  "NOT jsonb_exists_any(settings, ARRAY['token', 'auth_token', 'access_token', 'secret', 'api_key', 'api_secret', 'password'])";
