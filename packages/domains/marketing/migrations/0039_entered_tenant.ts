import { defaultToEnteredTenant, requireNamedTenant } from '@erp/kit/tenant-default';
import type { Knex } from 'knex';

/** A row that names no tenant belongs to the one that is entered; without one, the error says so. */
export async function up(knex: Knex): Promise<void> {
  await defaultToEnteredTenant(knex, TABLES);
}

export async function down(knex: Knex): Promise<void> {
  await requireNamedTenant(knex, TABLES);
}

const TABLES = [
  'mkt_affiliates',
  'mkt_asset_folders',
  'mkt_brand_colors',
  'mkt_brand_guidelines',
  'mkt_brand_logos',
  'mkt_brand_settings',
  'mkt_brand_typography',
  'mkt_campaign_activities',
  'mkt_campaign_activities_history',
  'mkt_campaign_channels',
  'mkt_campaign_goals',
  'mkt_campaign_members',
  'mkt_campaign_projects',
  'mkt_campaign_status_history',
  'mkt_campaigns',
  'mkt_marketing_assets',
  'mkt_marketing_channels',
  'mkt_promotion_attributes',
  'mkt_promotion_bogo_rules',
  'mkt_promotion_bundle_items',
  'mkt_promotion_bundle_rules',
  'mkt_promotion_campaigns',
  'mkt_promotion_categories',
  'mkt_promotion_channels',
  'mkt_promotion_codes',
  'mkt_promotion_discount_rules',
  'mkt_promotion_exclusions',
  'mkt_promotion_free_items',
  'mkt_promotion_price_overrides',
  'mkt_promotion_products',
  'mkt_promotion_redemption_lines',
  'mkt_promotion_redemptions',
  'mkt_promotion_tiered_rules',
  'mkt_promotions',
  'mkt_reference_documents',
  'mkt_utm_clicks',
  'mkt_utm_conversions',
  'mkt_utm_links',
];
