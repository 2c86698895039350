import { stampAuthors, stopStampingAuthors } from '@erp/kit/authors';
import type { Knex } from 'knex';

/** Who writes a row is who is signed in: the database says so, the application cannot. Rows that are there stay. */
export async function up(knex: Knex): Promise<void> {
  for (const table of CHANGED) await stampAuthors(knex, table);
  for (const table of MADE) await stampAuthors(knex, table, { updated: null });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of MADE) await stopStampingAuthors(knex, table);
  for (const table of CHANGED) await stopStampingAuthors(knex, table);
}

const CHANGED = [
  'mkt_affiliates',
  'mkt_asset_folders',
  'mkt_brand_settings',
  'mkt_campaign_activities',
  'mkt_campaigns',
  'mkt_marketing_assets',
  'mkt_promotions',
  'mkt_reference_documents',
  'mkt_utm_links',
];
/** Without updated_by. */
const MADE = ['mkt_promotion_redemptions'];
