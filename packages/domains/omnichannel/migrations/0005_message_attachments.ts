import { code, createTenantTable, jsonObject, partitionedForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What was sent along with messages. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'omnichannel_message_attachment',
    { write: 'omnichannel.write', appendOnly: true },
    (table) => {
      table.comment('A picture, file or place that was sent with a message.');
      table.bigInteger('message_id').notNullable().comment('Message that it came with.');
      table
        .timestamp('message_created_at', { useTz: true })
        .notNullable()
        .comment('created_at of the message.');
      code(table, 'attachment_type', [
        'image',
        'video',
        'audio',
        'file',
        'sticker',
        'location',
        'other',
      ]).notNullable();
      table.text('url').notNullable().comment('Where it can be fetched.');
      table.text('file_name');
      table.text('mime_type').comment('Media type, e.g. image/jpeg.');
      table.bigInteger('size_bytes');
      table.integer('width').comment('In pixels.');
      table.integer('height').comment('In pixels.');
      table.integer('duration_seconds');
      table.text('checksum').comment('SHA-256 of the content in hex, once it has been fetched.');
      table.text('external_media_id').comment('Id that the network gave it.');
      table.integer('sort_order').notNullable().defaultTo(0).comment('Place among those of the message.');
      jsonObject(table, 'metadata').comment('What the network tells beyond the columns.');
      for (const column of ['size_bytes', 'width', 'height', 'duration_seconds']) {
        table.check(`${column} >= 0`, [], `ck_omnichannel_message_attachment_${column}`);
      }
      table.check("btrim(url) <> ''", [], 'ck_omnichannel_message_attachment_url');
      table.check(
        "mime_type ~ '^[a-z0-9.+-]+/[a-z0-9.+-]+$'",
        [],
        'ck_omnichannel_message_attachment_mime_type',
      );
      table.check("checksum ~ '^[0-9a-f]{64}$'", [], 'ck_omnichannel_message_attachment_checksum');
      table.index(
        ['tenant_id', 'message_id', 'message_created_at', 'sort_order'],
        'ix_omnichannel_message_attachment_message_id',
      );
      table.index(['tenant_id', 'external_media_id'], 'ix_omnichannel_message_attachment_external_media_id', {
        predicate: knex.whereNotNull('external_media_id'),
      });
      partitionedForeign(table, 'message_id', 'message_created_at', 'omnichannel_message', {
        index: false,
      }).onDelete('CASCADE');
    },
  );
  // They come with their message.
  await knex.raw('REVOKE INSERT ON omnichannel_message_attachment FROM erp_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('omnichannel_message_attachment');
}
