import { code, createTenantTable, memberForeign, phone, tenantForeign, tenantRoot } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Numbers of our own. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'sms_sender_phone_numbers', { write: 'sms.manage' }, (table) => {
    table.comment('A number of the tenant that text messages come from and go to.');
    phone(table, 'phone_number').notNullable().comment('In E.164 form.');
    table.text('friendly_name').comment('What staff call it.');
    table.boolean('is_primary').notNullable().defaultTo(false).comment('Used where nothing else is said.');
    table.boolean('is_active').notNullable().defaultTo(true).comment('Whether it may send.');
    code(table, 'registration_status', ['not_required', 'pending', 'approved', 'rejected'])
      .notNullable()
      .defaultTo('not_required')
      .comment('Whether the carriers let it send in bulk, where they ask for a registration.');
    table.bigInteger('assigned_to').comment('Member who answers on it.');
    table.bigInteger('account_id').comment('Account that it belongs to.');
    table.check("btrim(friendly_name) <> ''", [], 'ck_sms_sender_phone_numbers_friendly_name');
    table.check('is_active OR NOT is_primary', [], 'ck_sms_sender_phone_numbers_is_primary');
    table.unique(['tenant_id', 'phone_number'], { indexName: 'uq_sms_sender_phone_numbers_phone_number' });
    tenantForeign(table, 'account_id', 'sms_sender_accounts').onDelete('SET NULL (account_id)');
    memberForeign(table, 'assigned_to');
    tenantRoot(table);
  });
  // One primary number per account, and one among those without an account.
  await knex.raw(`
    CREATE UNIQUE INDEX uq_sms_sender_phone_numbers_primary ON sms_sender_phone_numbers (tenant_id, account_id)
    NULLS NOT DISTINCT WHERE is_primary
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('sms_sender_phone_numbers');
}
