import { code, createTenantTable, memberForeign, partitionedForeign, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Reactions to messages, of either side. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'sms_reactions', { write: 'sms.write' }, (table) => {
    table.comment(
      'How somebody reacted to a text message; taken back ones stay, so that late news cannot revive them.',
    );
    table.bigInteger('message_id').notNullable().comment('Message that it is about.');
    table
      .timestamp('message_created_at', { useTz: true })
      .notNullable()
      .comment('created_at of the message.');
    code(table, 'reaction_type', ['emoji', 'thumb']).notNullable().defaultTo('emoji');
    table.text('reaction_value').notNullable().comment('The emoji; up or down for a thumb.');
    table.bigInteger('contact_id').comment('Contact who reacted.');
    table.bigInteger('user_id').comment('Member who reacted.');
    table.timestamp('reacted_at', { useTz: true }).notNullable().defaultTo(knex.fn.now());
    table.timestamp('removed_at', { useTz: true }).comment('When it was taken back.');
    table.check('num_nonnulls(contact_id, user_id) <= 1', [], 'ck_sms_reactions_actor');
    table.check("reaction_type <> 'thumb' OR reaction_value IN ('up', 'down')", [], 'ck_sms_reactions_thumb');
    table.check(
      "btrim(reaction_value) <> '' AND length(reaction_value) <= 50",
      [],
      'ck_sms_reactions_reaction_value',
    );
    table.check('removed_at >= reacted_at', [], 'ck_sms_reactions_removed_at');
    for (const actor of ['contact_id', 'user_id']) {
      table.unique(
        ['tenant_id', 'message_id', 'message_created_at', actor, 'reaction_type', 'reaction_value'],
        {
          indexName: `uq_sms_reactions_${actor}`,
          useConstraint: false,
          predicate: knex.whereNotNull(actor),
        },
      );
    }
    partitionedForeign(table, 'message_id', 'message_created_at', 'sms_messages').onDelete('CASCADE');
    tenantForeign(table, 'contact_id', 'sms_contacts').onDelete('CASCADE');
    memberForeign(table, 'user_id');
  });
  // Written by app.react_to_sms, which keeps the order of events.
  await knex.raw('REVOKE INSERT, UPDATE, DELETE ON sms_reactions FROM erp_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('sms_reactions');
}
