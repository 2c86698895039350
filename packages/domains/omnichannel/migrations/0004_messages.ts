import {
  code,
  createPartitionedTenantTable,
  createTenantTable,
  dropPartitionedTenantTable,
  jsonObject,
  memberForeign,
  tenantForeign,
} from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Messages, month by month, and the keys by which one is known again whatever month it is in. */
export async function up(knex: Knex): Promise<void> {
  await createPartitionedTenantTable(
    knex,
    'omnichannel_message',
    { write: 'omnichannel.write', by: 'created_at' },
    (table) => {
      table.comment('A message of a conversation, or a note among staff; one partition per month.');
      table.bigInteger('conversation_id').notNullable().comment('Conversation that it belongs to.');
      code(table, 'sender_type', ['user', 'admin', 'system'])
        .notNullable()
        .comment('user: the other side. admin: a human of ours. system: a machine of ours.');
      table.bigInteger('contact_id').comment('The other side, whoever wrote it.');
      table.bigInteger('admin_id').comment('Member who wrote it; empty when it was written at the network.');
      table.text('sender_name').comment('Name that the sender had at the time.');
      table.text('message').comment('The words; empty when there are attachments only, or after an erasure.');
      table
        .boolean('is_note')
        .notNullable()
        .defaultTo(false)
        .comment('A note among staff, which is never delivered.');
      table.text('external_message_id').comment('Id that the network gave the message.');
      table.text('idempotency_key').comment('Key of the call that sent it.');
      code(table, 'delivery_status', ['queued', 'sent', 'delivered', 'read', 'failed']).comment(
        'How far a message of ours has come, where that is known; empty for those of the other side and for notes.',
      );
      table.text('delivery_error').comment('What the network said when it failed.');
      table
        .timestamp('platform_sent_at', { useTz: true })
        .comment('When it was written by the clock of the network; created_at says when it reached us.');
      for (const column of ['sent_at', 'delivered_at', 'read_at', 'failed_at']) {
        table.timestamp(column, { useTz: true }).comment('When the network reported it.');
      }
      jsonObject(table, 'metadata').comment('What the network tells beyond the columns.');
      table.check("btrim(message) <> ''", [], 'ck_omnichannel_message_message');
      table.check("btrim(external_message_id) <> ''", [], 'ck_omnichannel_message_external_message_id');
      table.check("btrim(idempotency_key) <> ''", [], 'ck_omnichannel_message_idempotency_key');
      table.check("admin_id IS NULL OR sender_type = 'admin'", [], 'ck_omnichannel_message_admin_id');
      table.check("NOT is_note OR sender_type <> 'user'", [], 'ck_omnichannel_message_is_note');
      table.check(
        "delivery_status IS NULL OR sender_type <> 'user' AND NOT is_note",
        [],
        'ck_omnichannel_message_delivered',
      );
      table.index(
        ['tenant_id', 'conversation_id', 'created_at', 'id'],
        'ix_omnichannel_message_conversation_id',
      );
      tenantForeign(table, 'conversation_id', 'omnichannel_conversation', { index: false }).onDelete(
        'CASCADE',
      );
      tenantForeign(table, 'contact_id', 'omnichannel_contact').onDelete('SET NULL (contact_id)');
      memberForeign(table, 'admin_id');
    },
  );

  // A unique key cannot span partitions without their time, and the same delivery may come in another month.
  await createTenantTable(
    knex,
    'omnichannel_message_keys',
    { write: 'omnichannel.write', primaryKey: ['tenant_id', 'page_id', 'scope', 'key'], appendOnly: true },
    (table) => {
      table.comment(
        'By what a message is known again, so that it is taken in or sent once; kept by a trigger.',
      );
      table.bigInteger('page_id').notNullable().comment('Page of its conversation.');
      code(table, 'scope', ['platform', 'client'])
        .notNullable()
        .comment('platform: the id that the network gave. client: the key of the call that sent it.');
      table.text('key').notNullable();
      table.bigInteger('message_id').notNullable().comment('The message.');
      table.timestamp('message_created_at', { useTz: true }).notNullable().comment('Its created_at.');
      tenantForeign(table, 'page_id', 'channels_platform_pages', { index: false }).onDelete('CASCADE');
      // No foreign key: checking one against a partitioned table takes twice the time of all else in a load. Triggers
      // of omnichannel_message add and remove keys; nobody else can.
      table.index(['tenant_id', 'message_id'], 'ix_omnichannel_message_keys_message_id');
    },
  );

  // Written by functions, so that keys and figures of conversations keep pace.
  await knex.raw(`
    REVOKE INSERT, UPDATE, DELETE ON omnichannel_message FROM erp_app;
    GRANT UPDATE (metadata) ON omnichannel_message TO erp_app;
    REVOKE INSERT ON omnichannel_message_keys FROM erp_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('omnichannel_message_keys');
  await dropPartitionedTenantTable(knex, 'omnichannel_message');
}
