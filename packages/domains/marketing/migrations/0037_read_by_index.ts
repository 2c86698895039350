import { readByOneComparison, readBySubSelect } from '@erp/kit/read-permission';
import type { Knex } from 'knex';

/** Tenant and permission for reading become one comparison, which an index answers; who reads what stays as it is. */
export async function up(knex: Knex): Promise<void> {
  await readByOneComparison(knex, TABLES);
}

export async function down(knex: Knex): Promise<void> {
  await readBySubSelect(knex, TABLES);
}

const TABLES = [
  'mkt_campaigns',
  'mkt_campaign_activities',
  'mkt_marketing_channels',
  'mkt_campaign_goals',
  'mkt_affiliates',
  'mkt_utm_clicks',
  'mkt_utm_conversions',
  'mkt_promotion_codes',
  'mkt_promotion_redemptions',
  'mkt_promotion_redemption_lines',
];
