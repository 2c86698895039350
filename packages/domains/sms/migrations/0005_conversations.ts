import { code, createTenantTable, memberForeign, tenantForeign, tenantRoot } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What two numbers have said to each other, rolled up. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'sms_meta_conversation', { write: 'sms.write' }, (table) => {
    table.comment('What was said between a number of ours and a contact: state, figures and summary.');
    table.bigInteger('contact_id').notNullable().comment('The other side.');
    table.bigInteger('sender_phone_number_id').notNullable().comment('Number of ours.');
    table.bigInteger('customer_id').comment('Buyer that it is about, where staff say so.');
    table.bigInteger('assigned_to').comment('Member who looks after it.');
    code(table, 'state', ['open', 'closed', 'archived'])
      .notNullable()
      .defaultTo('open')
      .comment('A message of the other side opens it again. Changed by functions alone.');
    table
      .specificType('status', `text GENERATED ALWAYS AS (${STATUS}) STORED`)
      .comment('waiting: the other side has the last word. active: we have. resolved: it is not open.');
    code(table, 'priority', ['low', 'medium', 'high', 'critical']).notNullable().defaultTo('medium');
    table.specificType('tags', 'text[]').notNullable().defaultTo('{}').comment('Labels.');
    table.timestamp('conversation_start', { useTz: true }).comment('Its first message.');
    table
      .timestamp('conversation_end', { useTz: true })
      .comment('When it was closed; empty while it is open.');
    table.timestamp('last_message_at', { useTz: true }).comment('Its latest message.');
    table.timestamp('last_inbound_at', { useTz: true }).comment('The latest of the other side.');
    table.timestamp('read_at', { useTz: true }).comment('Up to when staff has read.');
    table.integer('message_count').notNullable().defaultTo(0);
    table
      .integer('unread_count')
      .notNullable()
      .defaultTo(0)
      .comment('Messages of the other side after read_at.');
    table.text('journey_stage').comment('Where the buyer stands, as a code of the journey of crm.');
    table.text('emotion').comment('Mood, as a word.');
    table.text('next_action').comment('What to do next.');
    table.text('summary_text').comment('What it was about.');
    table.text('reply_quality').comment('How good our answers were, as a word.');
    table.specificType('key_points', 'text[]').notNullable().defaultTo('{}');
    table.decimal('sentiment_score', 3, 2).comment('-1 to 1.');
    table.text('ai_model').comment('What wrote the summary.');
    table.decimal('confidence_score', 3, 2).comment('How sure it was, 0 to 1.');
    table.timestamp('summary_updated_at', { useTz: true });
    table.check(
      "(state = 'open') = (conversation_end IS NULL)",
      [],
      'ck_sms_meta_conversation_conversation_end',
    );
    table.check('last_message_at >= conversation_start', [], 'ck_sms_meta_conversation_last_message_at');
    table.check('last_inbound_at <= last_message_at', [], 'ck_sms_meta_conversation_last_inbound_at');
    table.check('message_count >= 0', [], 'ck_sms_meta_conversation_message_count');
    table.check('unread_count BETWEEN 0 AND message_count', [], 'ck_sms_meta_conversation_unread_count');
    table.check(
      "journey_stage IN ('awareness', 'interest', 'consideration', 'purchase', 'retention', 'advocacy')",
      [],
      'ck_sms_meta_conversation_journey_stage',
    );
    table.check('sentiment_score BETWEEN -1 AND 1', [], 'ck_sms_meta_conversation_sentiment_score');
    table.check('confidence_score BETWEEN 0 AND 1', [], 'ck_sms_meta_conversation_confidence_score');
    table.check(
      'array_position(tags, NULL) IS NULL AND array_position(key_points, NULL) IS NULL',
      [],
      'ck_sms_meta_conversation_tags',
    );
    table.unique(['tenant_id', 'contact_id', 'sender_phone_number_id'], {
      indexName: 'uq_sms_meta_conversation_contact_id',
    });
    table.index(['tenant_id', 'state', 'last_message_at', 'id'], 'ix_sms_meta_conversation_state');
    table.index(['tenant_id', 'last_message_at'], 'ix_sms_meta_conversation_unread', {
      predicate: knex.whereRaw('unread_count > 0'),
    });
    table.index(
      ['tenant_id', 'assigned_to', 'state', 'last_message_at'],
      'ix_sms_meta_conversation_assigned_to',
    );
    tenantForeign(table, 'contact_id', 'sms_contacts', { index: false });
    tenantForeign(table, 'sender_phone_number_id', 'sms_sender_phone_numbers');
    tenantForeign(table, 'customer_id', 'crm_customers').onDelete('SET NULL (customer_id)');
    memberForeign(table, 'assigned_to', { index: false });
    // Its parents forbid deletion, so that the tenant takes it along by itself.
    tenantRoot(table);
  });
  // State and figures are written by functions and triggers.
  await knex.raw(`
    REVOKE INSERT, UPDATE, DELETE ON sms_meta_conversation FROM erp_app;
    GRANT UPDATE (customer_id, assigned_to, priority, tags, journey_stage, emotion, next_action, summary_text,
      reply_quality, key_points, sentiment_score, ai_model, confidence_score, summary_updated_at)
      ON sms_meta_conversation TO erp_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('sms_meta_conversation');
}

const STATUS = `
  CASE WHEN state <> 'open' THEN 'resolved'
       WHEN last_inbound_at = last_message_at THEN 'waiting'
       ELSE 'active' END`;
