import { createTenantTable, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** How a page deals with messages that come late, on either side. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'omnichannel_page_settings',
    { write: 'omnichannel.manage', primaryKey: ['tenant_id', 'page_id'] },
    (table) => {
      table.comment(
        'How conversations on a page are reopened and how long it may answer; a page without a row has neither limit.',
      );
      table.bigInteger('page_id').notNullable().comment('The page.');
      table
        .integer('reopen_within_hours')
        .comment(
          'A message this long after a conversation was resolved opens it again, a later one begins a new one; 0: always a new one, empty: never.',
        );
      table
        .integer('reply_within_hours')
        .comment(
          'How long after the last message of the other side the network lets us write; empty: always.',
        );
      table.check('reopen_within_hours >= 0', [], 'ck_omnichannel_page_settings_reopen_within_hours');
      table.check('reply_within_hours > 0', [], 'ck_omnichannel_page_settings_reply_within_hours');
      tenantForeign(table, 'page_id', 'channels_platform_pages', { index: false }).onDelete('CASCADE');
    },
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('omnichannel_page_settings');
}
