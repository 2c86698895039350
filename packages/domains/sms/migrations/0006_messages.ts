import {
  code,
  createPartitionedTenantTable,
  createTenantTable,
  dropPartitionedTenantTable,
  jsonObject,
  memberForeign,
  phone,
  tenantForeign,
  tenantRoot,
} from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Text messages, month by month; those that wait to be sent are the outbox. */
export async function up(knex: Knex): Promise<void> {
  await createPartitionedTenantTable(
    knex,
    'sms_messages',
    { write: 'sms.send', by: 'created_at' },
    (table) => {
      table.comment('A text message, in or out; one partition per month. Those queued are the outbox.');
      code(table, 'direction', ['inbound', 'outbound']).notNullable();
      phone(table, 'from_number').comment('In E.164 form; that of the other side is empty after an erasure.');
      phone(table, 'to_number').comment('In E.164 form; that of the other side is empty after an erasure.');
      table.text('body').comment('The words; empty for media alone, or after an erasure.');
      table.integer('media_count').notNullable().defaultTo(0);
      table.integer('segments').comment('Parts that the provider counts, see app.count_sms_segments.');
      code(table, 'message_type', ['sms', 'mms']).notNullable().defaultTo('sms');
      code(table, 'status', [
        'queued',
        'sending',
        'sent',
        'delivered',
        'read',
        'failed',
        'cancelled',
        'received',
      ])
        .notNullable()
        .comment(
          'sending: a worker holds it. cancelled: it must not be sent any more. Changed by functions alone.',
        );
      table.text('provider').comment('Code of the provider.');
      table.text('provider_message_sid').comment('Id that the provider gave the message.');
      table.text('provider_error_code').comment('Why it failed or was cancelled, as a code.');
      jsonObject(table, 'provider_payload').comment('The last report as the provider sent it.');
      table.text('idempotency_key').comment('Key of the call that queued it.');
      table
        .timestamp('due_at', { useTz: true })
        .comment(
          'When a worker may take it: the time to send, or the end of the lease of the one that has it.',
        );
      table.text('claimed_by').comment('Worker that has it, or had it last.');
      table.integer('attempts').notNullable().defaultTo(0).comment('How often a worker took it.');
      for (const column of ['received_at', 'sent_at', 'delivered_at', 'failed_at', 'read_at']) {
        table.timestamp(column, { useTz: true }).comment('As the provider reports it.');
      }
      table.bigInteger('conversation_id').notNullable().comment('Conversation that it belongs to.');
      table.bigInteger('user_id').comment('Member who wrote it; empty for a job.');
      table.bigInteger('sender_phone_number_id').comment('Number of ours.');
      table.bigInteger('service_account_id').comment('What it is sent for.');
      jsonObject(table, 'metadata').comment('Open bag for integrations.');
      table.check(
        "status NOT IN ('queued', 'sending') OR num_nulls(from_number, to_number) = 0",
        [],
        'ck_sms_messages_numbers',
      );
      table.check("btrim(body) <> '' AND length(body) <= 1600", [], 'ck_sms_messages_body');
      table.check('media_count >= 0', [], 'ck_sms_messages_media_count');
      table.check('segments > 0', [], 'ck_sms_messages_segments');
      table.check('attempts >= 0', [], 'ck_sms_messages_attempts');
      table.check(
        "(direction = 'inbound') = (status = 'received')",
        [],
        'ck_sms_messages_direction_of_status',
      );
      table.check("status NOT IN ('queued', 'sending') OR due_at IS NOT NULL", [], 'ck_sms_messages_due_at');
      table.check("btrim(provider_message_sid) <> ''", [], 'ck_sms_messages_provider_message_sid');
      table.check(
        'provider_message_sid IS NULL OR provider IS NOT NULL',
        [],
        'ck_sms_messages_provider_present',
      );
      table.check("provider ~ '^[a-z][a-z0-9_]*$' AND provider <> 'client'", [], 'ck_sms_messages_provider');
      table.check("btrim(idempotency_key) <> ''", [], 'ck_sms_messages_idempotency_key');
      table.index(['tenant_id', 'conversation_id', 'created_at', 'id'], 'ix_sms_messages_conversation_id');
      table.index(['tenant_id', 'due_at'], 'ix_sms_messages_due_at', {
        predicate: knex.whereRaw("status IN ('queued', 'sending')"),
      });
      tenantForeign(table, 'conversation_id', 'sms_meta_conversation', { index: false }).onDelete('CASCADE');
      tenantForeign(table, 'sender_phone_number_id', 'sms_sender_phone_numbers').onDelete(
        'SET NULL (sender_phone_number_id)',
      );
      tenantForeign(table, 'service_account_id', 'sms_service_accounts').onDelete(
        'SET NULL (service_account_id)',
      );
      memberForeign(table, 'user_id');
    },
  );

  // A unique key cannot span partitions without their time, and a provider repeats itself across months.
  await createTenantTable(
    knex,
    'sms_message_keys',
    { write: 'sms.send', primaryKey: ['tenant_id', 'scope', 'key'], appendOnly: true },
    (table) => {
      table.comment(
        'By what a message is known again, so that it is taken in or queued once; kept by a trigger.',
      );
      table
        .text('scope')
        .notNullable()
        .comment('Code of the provider whose id it is, or client for the key of the call that queued it.');
      table.text('key').notNullable();
      table.bigInteger('message_id').notNullable().comment('The message.');
      table.timestamp('message_created_at', { useTz: true }).notNullable().comment('Its created_at.');
      table.check("scope ~ '^[a-z][a-z0-9_]*$'", [], 'ck_sms_message_keys_scope');
      // No foreign key: checking one against a partitioned table takes twice the time of all else in a load. Triggers
      // of sms_messages add and remove keys; nobody else can.
      table.index(['tenant_id', 'message_id'], 'ix_sms_message_keys_message_id');
      tenantRoot(table);
    },
  );

  await knex.raw(`
    REVOKE INSERT, UPDATE, DELETE ON sms_messages FROM erp_app;
    GRANT UPDATE (metadata) ON sms_messages TO erp_app;
    REVOKE INSERT ON sms_message_keys FROM erp_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('sms_message_keys');
  await dropPartitionedTenantTable(knex, 'sms_messages');
}
