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
  channels_platform_pages: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    name: 'Title of the page or account as the network shows it.',
    status: 'inactive: nothing is posted or answered there; what came from it stays.',
  },
  channels_platforms: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    name: 'What the tenant calls the network, in its lists and reports.',
    platform_type: 'Which network, or which way of advertising, it is.',
    status: 'inactive: the network is not used any more; pages and figures stay.',
  },
};
