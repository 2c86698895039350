import { code, createTenantTable, memberForeign, tenantForeign, tenantRoot } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Numbers of other people: whether and when they may be texted. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'sms_contacts', { write: 'sms.write' }, (table) => {
    table.comment(
      'A number of somebody else: who it is, what they consented to, when they want to be left alone.',
    );
    table
      .text('phone')
      .notNullable()
      .comment('In E.164 form; after an erasure erased: and the number of the row.');
    table.text('name');
    table.text('country_code').comment('ISO 3166 code of the country, two letters.');
    table.text('area_code').comment('Dialling area.');
    table.text('timezone').comment('IANA zone name; the zone of the tenant when empty.');
    table.bigInteger('personal_key_id').comment('Person of crm whose number it is.');
    code(table, 'consent_status', ['unknown', 'opted_in', 'opted_out'])
      .notNullable()
      .defaultTo('unknown')
      .comment(
        'The latest entry of sms_consent_log; changed by app.record_opt_in and app.record_opt_out alone.',
      );
    table.timestamp('consent_changed_at', { useTz: true }).comment('When that was.');
    table
      .specificType('quiet_from', 'time')
      .notNullable()
      .defaultTo('21:00')
      .comment('From when the person is left alone, by the clock in their zone.');
    table
      .specificType('quiet_until', 'time')
      .notNullable()
      .defaultTo('08:00')
      .comment('Until when, perhaps of the next day; the same as quiet_from: never.');
    table
      .timestamp('last_contacted_at', { useTz: true })
      .comment('When a message was last queued for the number.');
    table.bigInteger('assigned_phone_number_id').comment('Number of ours to text from.');
    table.timestamp('erased_at', { useTz: true }).comment('When everything personal was removed.');
    table.check(
      "phone ~ '^[+][1-9][0-9]{6,14}$' OR erased_at IS NOT NULL AND phone = 'erased:' || id",
      [],
      'ck_sms_contacts_phone',
    );
    table.check("btrim(name) <> ''", [], 'ck_sms_contacts_name');
    table.check("country_code ~ '^[A-Z]{2}$'", [], 'ck_sms_contacts_country_code');
    table.check("area_code ~ '^[0-9]{1,8}$'", [], 'ck_sms_contacts_area_code');
    // The second part raises 22023 for a zone that the server does not know.
    table.check(
      "timezone ~ '^[A-Z][A-Za-z]+(/[A-Za-z0-9_+-]+)*$' AND extract(epoch FROM timezone(timezone, '2026-01-01'::timestamp)) > 0",
      [],
      'ck_sms_contacts_timezone',
    );
    table.check(
      "(consent_status = 'unknown') = (consent_changed_at IS NULL)",
      [],
      'ck_sms_contacts_consent_changed_at',
    );
    table.unique(['tenant_id', 'phone'], { indexName: 'uq_sms_contacts_phone' });
    tenantForeign(table, 'personal_key_id', 'crm_personal_keys').onDelete('SET NULL (personal_key_id)');
    tenantForeign(table, 'assigned_phone_number_id', 'sms_sender_phone_numbers').onDelete(
      'SET NULL (assigned_phone_number_id)',
    );
    tenantRoot(table);
  });
  // Consent, person and number are written by functions; a contact is not deleted, lest an opt-out be forgotten.
  await knex.raw(`
    REVOKE INSERT, UPDATE, DELETE ON sms_contacts FROM erp_app;
    GRANT INSERT (tenant_id, phone, name, country_code, area_code, timezone, quiet_from, quiet_until,
      assigned_phone_number_id), UPDATE (name, country_code, area_code, timezone, quiet_from, quiet_until,
      assigned_phone_number_id) ON sms_contacts TO erp_app;
  `);

  await createTenantTable(knex, 'sms_consent_log', { write: 'sms.write', appendOnly: true }, (table) => {
    table.comment(
      'Every opt-in and opt-out: how, in which words, when and by whom it was recorded. Never changed.',
    );
    table.bigInteger('contact_id').notNullable().comment('Whose it is.');
    code(table, 'consent', ['opted_in', 'opted_out']).notNullable();
    code(table, 'source', ['keyword', 'form', 'call', 'import', 'staff', 'provider'])
      .notNullable()
      .comment('How it reached us; keyword: a text message such as STOP.');
    table.text('wording').comment('What the person wrote, or what they agreed to.');
    table
      .bigInteger('recorded_by')
      .comment('Member who recorded it; empty for a job or an incoming message.');
    table
      .timestamp('happened_at', { useTz: true })
      .notNullable()
      .defaultTo(knex.fn.now())
      .comment('When the person said so; created_at says when it was recorded.');
    table.index(['tenant_id', 'contact_id', 'happened_at'], 'ix_sms_consent_log_contact_id');
    tenantForeign(table, 'contact_id', 'sms_contacts', { index: false }).onDelete('CASCADE');
    memberForeign(table, 'recorded_by');
  });
  await knex.raw('REVOKE INSERT ON sms_consent_log FROM erp_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('sms_consent_log');
  await knex.schema.dropTable('sms_contacts');
}
