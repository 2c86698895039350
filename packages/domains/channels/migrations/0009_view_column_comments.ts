import { commentColumns, standardColumns, uncommentColumns } from '@erp/kit/column-comments';
import type { Knex } from 'knex';

/** Says what the columns of the view mean. */
export async function up(knex: Knex): Promise<void> {
  await commentColumns(knex, COMMENTS);
}

export async function down(knex: Knex): Promise<void> {
  await uncommentColumns(knex, COMMENTS);
}

const COMMENTS = {
  channels_platform_figures: {
    ...standardColumns('tenant_id'),
    platform_id: 'The platform that the figures are of.',
    page_count: 'Pages of the platform that are not deleted.',
    total_reach: 'People that its pages reach together; someone whom two pages reach is counted twice.',
    total_engagement: 'Engagement of its pages, weighted by their reach; 0 where none has any.',
    page_budget: 'Sum of the budgets of its pages, in currency_code.',
    currency_code: 'Currency of the platform, in which the budgets are.',
  },
};
