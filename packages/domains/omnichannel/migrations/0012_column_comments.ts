import { commentColumns, standardColumns, uncommentColumns } from '@erp/kit/column-comments';
import type { Knex } from 'knex';

/** Says what columns mean that were left without a word. */
export async function up(knex: Knex): Promise<void> {
  await commentColumns(knex, COMMENTS);
}

export async function down(knex: Knex): Promise<void> {
  await uncommentColumns(knex, COMMENTS);
}

const COMMENTS = {
  omnichannel_contact: standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
  omnichannel_conversation: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    priority: 'How soon an answer is due beside the other conversations; set by members.',
    subject: 'What it is about, where the network has subjects or a member wrote one.',
  },
  omnichannel_conversation_history: standardColumns('tenant_id', 'id', 'created_at'),
  omnichannel_message: standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
  omnichannel_message_attachment: {
    ...standardColumns('tenant_id', 'id', 'created_at'),
    attachment_type: 'What was sent, as the network names it; other for what it does not.',
    duration_seconds: 'Length in seconds of a film or recording.',
    file_name: 'Name of the file as it was sent.',
    size_bytes: 'Size in bytes, where the network tells it.',
  },
  omnichannel_message_keys: {
    ...standardColumns('tenant_id', 'created_at'),
    key: 'The id that the network gave the message, or the idempotency key of whoever sent it; scope says which.',
  },
  omnichannel_message_reaction: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    reacted_at: 'When somebody reacted, by the clock of the network where it tells.',
  },
  omnichannel_page_settings: standardColumns('tenant_id', 'created_at', 'updated_at'),
};
