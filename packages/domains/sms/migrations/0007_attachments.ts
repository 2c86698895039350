import { createTenantTable, partitionedForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Media of messages. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'sms_attachments', { write: 'sms.send', appendOnly: true }, (table) => {
    table.comment('A picture or file that was sent with a text message.');
    table.bigInteger('message_id').notNullable().comment('Message that it came with.');
    table
      .timestamp('message_created_at', { useTz: true })
      .notNullable()
      .comment('created_at of the message.');
    table.text('file_url').notNullable().comment('Where it can be fetched.');
    table.text('file_name');
    table.text('file_extension').comment('What the name ends with, e.g. jpg.');
    table.bigInteger('file_size').comment('In bytes.');
    table.text('mime_type').comment('Media type, e.g. image/jpeg.');
    table.text('provider_media_sid').comment('Id that the provider gave it.');
    table.check("btrim(file_url) <> ''", [], 'ck_sms_attachments_file_url');
    table.check('file_size >= 0', [], 'ck_sms_attachments_file_size');
    table.check("mime_type ~ '^[a-z0-9.+-]+/[a-z0-9.+-]+$'", [], 'ck_sms_attachments_mime_type');
    table.index(['tenant_id', 'provider_media_sid'], 'ix_sms_attachments_provider_media_sid', {
      predicate: knex.whereNotNull('provider_media_sid'),
    });
    partitionedForeign(table, 'message_id', 'message_created_at', 'sms_messages').onDelete('CASCADE');
  });
  // They come with their message.
  await knex.raw('REVOKE INSERT ON sms_attachments FROM erp_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('sms_attachments');
}
