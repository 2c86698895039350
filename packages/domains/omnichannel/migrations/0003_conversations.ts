import {
  code,
  createTenantTable,
  jsonObject,
  memberForeign,
  tenantForeign,
  tenantRoot,
} from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Conversations: who talks to whom on which page, who answers, how far it has come. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'omnichannel_conversation', { write: 'omnichannel.write' }, (table) => {
    table.comment('A talk with a contact on a page, from its first message until it is settled.');
    table
      .text('display_number')
      .notNullable()
      .comment('Number for people, unique within the tenant: C-1042.');
    table.bigInteger('page_id').notNullable().comment('Page that it takes place on.');
    table.bigInteger('contact_id').notNullable().comment('Other party; in a group whoever wrote first.');
    table
      .bigInteger('customer_id')
      .comment('Buyer that it is about, where staff say so; else that of the person behind the contact.');
    table.bigInteger('assigned_to').comment('Member who looks after it.');
    table.text('external_thread_id').comment('Key of the thread at the network, where it has threads.');
    code(table, 'status', ['open', 'pending', 'snoozed', 'resolved', 'archived'])
      .notNullable()
      .defaultTo('open')
      .comment(
        'open: ours to act. pending: the other side is to act. snoozed: until a time. resolved and archived: finished. Changed by functions alone.',
      );
    table.text('status_note').comment('Why it is in this status; copied to its history.');
    table.text('assignment_note').comment('Why it was given to whoever has it; copied to its history.');
    table.timestamp('snoozed_until', { useTz: true }).comment('When a snoozed one opens again.');
    code(table, 'priority', ['low', 'medium', 'high', 'critical']).notNullable().defaultTo('medium');
    table.text('subject');
    table.specificType('tags', 'text[]').notNullable().defaultTo('{}').comment('Labels.');
    table
      .integer('message_count')
      .notNullable()
      .defaultTo(0)
      .comment('Messages, notes among staff left out.');
    table
      .integer('unread_count')
      .notNullable()
      .defaultTo(0)
      .comment('Messages of the other side that arrived after read_at.');
    table.timestamp('read_at', { useTz: true }).comment('Up to when staff has read.');
    table
      .specificType(
        'first_response_seconds',
        'integer GENERATED ALWAYS AS (extract(epoch FROM first_response_at - first_inbound_at)::integer) STORED',
      )
      .comment('How long the other side waited for the first answer of a human.');
    table
      .specificType(
        'resolution_seconds',
        "integer GENERATED ALWAYS AS (CASE WHEN status IN ('resolved', 'archived') THEN extract(epoch FROM closed_at - created_at)::integer END) STORED",
      )
      .comment(
        'How long it took from the beginning to the last time that it was finished; empty while it runs.',
      );
    for (const [column, meaning] of TIMES) table.timestamp(column, { useTz: true }).comment(meaning);
    jsonObject(table, 'metadata').comment('Open bag for integrations.');
    table.timestamp('deleted_at', { useTz: true }).comment('Soft delete: empty while it is shown.');

    table.check("btrim(display_number) <> ''", [], 'ck_omnichannel_conversation_display_number');
    table.check("btrim(external_thread_id) <> ''", [], 'ck_omnichannel_conversation_external_thread_id');
    table.check("btrim(subject) <> ''", [], 'ck_omnichannel_conversation_subject');
    table.check('array_position(tags, NULL) IS NULL', [], 'ck_omnichannel_conversation_tags');
    table.check(
      "(status = 'snoozed') = (snoozed_until IS NOT NULL)",
      [],
      'ck_omnichannel_conversation_snoozed_until',
    );
    table.check('message_count >= 0', [], 'ck_omnichannel_conversation_message_count');
    table.check('unread_count BETWEEN 0 AND message_count', [], 'ck_omnichannel_conversation_unread_count');
    table.check('last_message_at >= first_message_at', [], 'ck_omnichannel_conversation_last_message_at');
    table.check('first_response_at >= first_inbound_at', [], 'ck_omnichannel_conversation_first_response_at');
    table.check('closed_at >= created_at', [], 'ck_omnichannel_conversation_closed_at');
    table.check(
      "status NOT IN ('resolved', 'archived') OR closed_at IS NOT NULL",
      [],
      'ck_omnichannel_conversation_closed_at_present',
    );

    table.unique(['tenant_id', 'display_number'], {
      indexName: 'uq_omnichannel_conversation_display_number',
    });
    // At most one that is not finished, per thread, or per contact where the network has no threads.
    table.unique(['tenant_id', 'page_id', 'external_thread_id'], {
      indexName: 'uq_omnichannel_conversation_thread',
      useConstraint: false,
      predicate: knex.whereRaw(`external_thread_id IS NOT NULL AND ${UNFINISHED}`),
    });
    table.unique(['tenant_id', 'page_id', 'contact_id'], {
      indexName: 'uq_omnichannel_conversation_contact',
      useConstraint: false,
      predicate: knex.whereRaw(`external_thread_id IS NULL AND ${UNFINISHED}`),
    });
    table.index(
      ['tenant_id', 'page_id', 'external_thread_id', 'last_message_at'],
      'ix_omnichannel_conversation_page_id',
    );
    table.index(['tenant_id', 'status', 'last_message_at', 'id'], 'ix_omnichannel_conversation_status', {
      predicate: knex.whereNull('deleted_at'),
    });
    table.index(
      ['tenant_id', 'assigned_to', 'status', 'last_message_at'],
      'ix_omnichannel_conversation_assigned_to',
    );
    table.index(['tenant_id', 'waiting_since'], 'ix_omnichannel_conversation_waiting_since', {
      predicate: knex.whereRaw('waiting_since IS NOT NULL AND deleted_at IS NULL'),
    });
    table.index(['tenant_id', 'snoozed_until'], 'ix_omnichannel_conversation_snoozed_until', {
      predicate: knex.whereRaw("status = 'snoozed'"),
    });
    tenantForeign(table, 'page_id', 'channels_platform_pages', { index: false });
    tenantForeign(table, 'contact_id', 'omnichannel_contact');
    tenantForeign(table, 'customer_id', 'crm_customers').onDelete('SET NULL (customer_id)');
    memberForeign(table, 'assigned_to', { index: false });
    // Its parents forbid deletion, so that the tenant takes it along by itself.
    tenantRoot(table);
  });

  // Status, assignment and figures are written by functions and triggers.
  await knex.raw(`
    REVOKE INSERT, UPDATE, DELETE ON omnichannel_conversation FROM erp_app;
    GRANT UPDATE (customer_id, priority, subject, tags, metadata, deleted_at) ON omnichannel_conversation TO erp_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('omnichannel_conversation');
}

const UNFINISHED = "status IN ('open', 'pending', 'snoozed') AND deleted_at IS NULL";

const TIMES = [
  ['first_message_at', 'When the first message arrived or left.'],
  ['last_message_at', 'When the latest one did.'],
  ['first_inbound_at', 'When the first message of the other side arrived.'],
  ['last_inbound_at', 'When the latest one did; the clock of the reply window.'],
  ['first_response_at', 'When a human of ours first answered it.'],
  ['last_response_at', 'When a human of ours last wrote.'],
  ['waiting_since', 'Since when the other side waits for an answer; empty when nobody waits.'],
  ['closed_at', 'When it was last finished; stays when it is opened again.'],
] as const;
