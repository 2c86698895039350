import { code, createTenantTable, memberForeign, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Every status and every assignment of a conversation, written by triggers. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'omnichannel_conversation_history',
    { write: 'omnichannel.write', appendOnly: true },
    (table) => {
      table.comment('A change of the status or of the assignment of a conversation. Never changed.');
      table.bigInteger('conversation_id').notNullable().comment('Conversation that changed.');
      code(table, 'change', ['status', 'assignment']).notNullable().comment('What changed.');
      table.text('from_status').comment('Status before; empty for the first one.');
      table.text('to_status').comment('Status after.');
      table.bigInteger('from_assigned_to').comment('Member who had it before.');
      table.bigInteger('to_assigned_to').comment('Member who has it now; empty when nobody does.');
      table.bigInteger('changed_by').comment('Member who did it; empty for a job or an incoming message.');
      table.text('reason').comment('Why, in the words of whoever did it.');
      table
        .timestamp('changed_at', { useTz: true })
        .notNullable()
        .defaultTo(knex.fn.now())
        .comment('When it happened; created_at says when it was recorded.');
      table.check(`from_status IN (${LIST})`, [], 'ck_omnichannel_conversation_history_from_status');
      table.check(`to_status IN (${LIST})`, [], 'ck_omnichannel_conversation_history_to_status');
      table.check(
        "CASE change WHEN 'status' THEN to_status IS NOT NULL AND to_status IS DISTINCT FROM from_status ELSE num_nonnulls(from_status, to_status) = 0 END",
        [],
        'ck_omnichannel_conversation_history_change_of_status',
      );
      table.check(
        "change = 'assignment' OR num_nonnulls(from_assigned_to, to_assigned_to) = 0",
        [],
        'ck_omnichannel_conversation_history_change_of_assignment',
      );
      table.index(
        ['tenant_id', 'conversation_id', 'changed_at'],
        'ix_omnichannel_conversation_history_conversation_id',
      );
      tenantForeign(table, 'conversation_id', 'omnichannel_conversation', { index: false }).onDelete(
        'CASCADE',
      );
      for (const column of ['from_assigned_to', 'to_assigned_to', 'changed_by']) memberForeign(table, column);
    },
  );
  // Written by triggers of omnichannel_conversation, so that nobody can invent a past.
  await knex.raw('REVOKE INSERT ON omnichannel_conversation_history FROM erp_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('omnichannel_conversation_history');
}

const LIST = "'open', 'pending', 'snoozed', 'resolved', 'archived'";
