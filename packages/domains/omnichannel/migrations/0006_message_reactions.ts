import { createTenantTable, memberForeign, partitionedForeign, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Reactions to messages, of either side. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'omnichannel_message_reaction', { write: 'omnichannel.write' }, (table) => {
    table.comment(
      'How somebody reacted to a message; taken back ones stay, so that late news cannot revive them.',
    );
    table.bigInteger('message_id').notNullable().comment('Message that it is about.');
    table
      .timestamp('message_created_at', { useTz: true })
      .notNullable()
      .comment('created_at of the message.');
    table.bigInteger('contact_id').comment('Contact who reacted.');
    table.bigInteger('user_id').comment('Member who reacted.');
    table.text('reaction').notNullable().comment('Emoji, or the code of the network.');
    table.timestamp('reacted_at', { useTz: true }).notNullable().defaultTo(knex.fn.now());
    table.timestamp('removed_at', { useTz: true }).comment('When it was taken back.');
    table.check('num_nonnulls(contact_id, user_id) <= 1', [], 'ck_omnichannel_message_reaction_actor');
    table.check(
      "btrim(reaction) <> '' AND length(reaction) <= 50",
      [],
      'ck_omnichannel_message_reaction_reaction',
    );
    table.check('removed_at >= reacted_at', [], 'ck_omnichannel_message_reaction_removed_at');
    for (const actor of ['contact_id', 'user_id']) {
      table.unique(['tenant_id', 'message_id', 'message_created_at', actor, 'reaction'], {
        indexName: `uq_omnichannel_message_reaction_${actor}`,
        useConstraint: false,
        predicate: knex.whereNotNull(actor),
      });
    }
    partitionedForeign(table, 'message_id', 'message_created_at', 'omnichannel_message').onDelete('CASCADE');
    tenantForeign(table, 'contact_id', 'omnichannel_contact').onDelete('CASCADE');
    memberForeign(table, 'user_id');
  });
  // Written by app.react_to_message, which keeps the order of events.
  await knex.raw('REVOKE INSERT, UPDATE, DELETE ON omnichannel_message_reaction FROM erp_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('omnichannel_message_reaction');
}
