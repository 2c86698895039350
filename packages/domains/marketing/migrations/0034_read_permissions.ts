import { openReading, requireReadPermission } from '@erp/kit/read-permission';
import type { Knex } from 'knex';

/** Budgets and spending, affiliates and visitors, and the codes of promotions. */
export async function up(knex: Knex): Promise<void> {
  for (const [permissions, tables] of READERS) {
    for (const table of tables) await requireReadPermission(knex, table, permissions);
  }
}

export async function down(knex: Knex): Promise<void> {
  for (const [, tables] of READERS) {
    for (const table of tables) await openReading(knex, table);
  }
}

/** Whoever holds one of the permissions reads the tables. */
const READERS: readonly (readonly [readonly [string, ...string[]], readonly string[]])[] = [
  [
    ['marketing.read_budgets', 'marketing.write', 'marketing.delete', 'marketing.approve'],
    ['mkt_campaigns', 'mkt_campaign_activities'],
  ],
  [['marketing.read_budgets', 'marketing.write', 'marketing.delete'], ['mkt_marketing_channels']],
  [['marketing.read_budgets', 'marketing.write'], ['mkt_campaign_goals']],
  [['marketing.read_people', 'marketing.write', 'marketing.delete'], ['mkt_affiliates']],
  [
    ['marketing.read_people', 'marketing.track'],
    ['mkt_utm_clicks', 'mkt_utm_conversions'],
  ],
  [
    ['promotions.read_codes', 'promotions.write', 'promotions.redeem'],
    ['mkt_promotion_codes', 'mkt_promotion_redemptions', 'mkt_promotion_redemption_lines'],
  ],
];
