import { commentColumns, standardColumns, uncommentColumns } from '@erp/kit/column-comments';
import type { Knex } from 'knex';

/** Says what the columns of the views mean. */
export async function up(knex: Knex): Promise<void> {
  await commentColumns(knex, COMMENTS);
}

export async function down(knex: Knex): Promise<void> {
  await uncommentColumns(knex, COMMENTS);
}

const COMMENTS = {
  mkt_asset_folder_figures: {
    ...standardColumns('tenant_id'),
    folder_id: 'The folder that the figures are of.',
    item_count: 'Assets in the folder that are not deleted; those in folders below it are not counted.',
    size_bytes: 'What these assets take together, in bytes.',
  },
  mkt_campaign_figures: {
    ...standardColumns('tenant_id'),
    campaign_id: 'The campaign that the figures are of.',
    currency_code: 'Currency of the campaign, in which its money is told.',
    activity_count: 'Its activities, without those that were cancelled or deleted.',
    completed_count: 'Those of the activities that are completed.',
    allocated: 'Sum of the budgets of the activities.',
    link_count: 'Tracked links of the campaign.',
    clicks: 'Clicks on these links.',
    conversions: 'Orders credited to these links that were not cancelled, in any currency.',
    revenue: 'Totals of the placed orders credited to these links, of those in the currency of the campaign.',
  },
  mkt_affiliate_figures: {
    ...standardColumns('tenant_id'),
    affiliate_id: 'The partner that the figures are of; there is a row for each currency.',
    currency_code: 'Currency of the orders that are counted.',
    conversions: 'Placed orders in this currency that were credited to links of the partner.',
    revenue: 'Sum of the totals of these orders.',
    commission: 'What the partner earns by them, at the rate that was noted with each order.',
  },
  mkt_promotion_figures: {
    ...standardColumns('tenant_id'),
    promotion_id: 'The promotion that the figures are of.',
    currency_code: 'Currency of the promotion.',
    redemption_count: 'Redemptions that stand: those of cancelled orders were released.',
    customer_count: 'Different customers of these redemptions.',
    discount_given: 'Sum of the discounts that they gave.',
    revenue: 'Totals of the orders that redeemed it, without drafts and cancelled ones.',
  },
};
