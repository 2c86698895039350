/** Row types of marketing, written by `pnpm types` from the migrated schema. A test holds them to it. */
import type { Inserted, Updated } from '@erp/kit/row';
import type { Knex } from 'knex';

export interface MktAffiliatesRow {
  tenant_id: string;
  id: string;
  code: string;
  name: string;
  type: 'affiliate' | 'kol' | 'influencer';
  email: string;
  platform: string | null;
  commission_rate: string;
  status: 'pending' | 'active' | 'inactive';
  joined_on: Date;
  deleted_at: Date | null;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface MktAssetFoldersRow {
  tenant_id: string;
  id: string;
  name: string;
  description: string | null;
  parent_folder_id: string | null;
  color: string | null;
  ai_optimized: boolean;
  tags: string[];
  deleted_at: Date | null;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface MktBrandColorsRow {
  tenant_id: string;
  id: string;
  brand_id: string;
  name: string;
  hex: string;
  category: 'primary' | 'secondary' | 'neutral';
  usage: string | null;
  sort_order: number;
  created_at: Date;
  updated_at: Date;
}

export interface MktBrandGuidelinesRow {
  tenant_id: string;
  id: string;
  brand_id: string;
  title: string;
  category: 'logo_usage' | 'typography_rules' | 'color_application' | 'voice_tone';
  items: unknown;
  sort_order: number;
  created_at: Date;
  updated_at: Date;
}

export interface MktBrandLogosRow {
  tenant_id: string;
  id: string;
  brand_id: string;
  name: string;
  variation_type: 'primary' | 'dark' | 'icon_only' | 'monochrome';
  is_primary: boolean;
  logo_url: string;
  thumbnail_url: string | null;
  background_color: string | null;
  is_dark: boolean;
  description: string | null;
  sort_order: number;
  created_at: Date;
  updated_at: Date;
}

export interface MktBrandSettingsRow {
  tenant_id: string;
  id: string;
  brand_id: string;
  story: string | null;
  slogan: string | null;
  tagline: string | null;
  vision: string | null;
  mission: string | null;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface MktBrandTypographyRow {
  tenant_id: string;
  id: string;
  brand_id: string;
  name: string;
  font_family: string | null;
  size: string;
  weight: number;
  line_height: string;
  category: 'headings' | 'body';
  usage: string | null;
  sort_order: number;
  created_at: Date;
  updated_at: Date;
}

export interface MktCampaignActivitiesRow {
  tenant_id: string;
  id: string;
  campaign_id: string;
  title: string;
  type: 'email' | 'social' | 'paid_ads' | 'content' | 'event' | 'announcement' | 'launch';
  status: 'scheduled' | 'active' | 'completed' | 'cancelled';
  activity_date: Date;
  duration_days: number;
  last_date: Date | null;
  start_time: string | null;
  end_time: string | null;
  description: string | null;
  location: string | null;
  budget: string | null;
  spent: string;
  reach: string | null;
  notes: string | null;
  deleted_at: Date | null;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface MktCampaignActivitiesHistoryRow {
  tenant_id: string;
  id: string;
  activity_id: string;
  old_date: Date;
  new_date: Date;
  changed_by: string | null;
  created_at: Date;
}

export interface MktCampaignChannelsRow {
  tenant_id: string;
  campaign_id: string;
  marketing_channel_id: string;
  created_at: Date;
  updated_at: Date;
}

export interface MktCampaignGoalsRow {
  tenant_id: string;
  id: string;
  campaign_id: string;
  goal_text: string;
  target_value: string | null;
  unit: string | null;
  achieved_value: string;
  is_achieved: boolean | null;
  achieved_percent: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface MktCampaignMembersRow {
  tenant_id: string;
  campaign_id: string;
  user_id: string;
  role: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface MktCampaignProjectsRow {
  tenant_id: string;
  campaign_id: string;
  project_id: string;
  role: 'main' | 'sub' | 'support' | null;
  created_at: Date;
  updated_at: Date;
}

export interface MktCampaignStatusHistoryRow {
  tenant_id: string;
  id: string;
  campaign_id: string;
  from_status:
    | 'draft'
    | 'planning'
    | 'in_progress'
    | 'launching'
    | 'paused'
    | 'completed'
    | 'cancelled'
    | null;
  to_status: 'draft' | 'planning' | 'in_progress' | 'launching' | 'paused' | 'completed' | 'cancelled';
  changed_by: string | null;
  reason: string | null;
  changed_at: Date;
  created_at: Date;
}

export interface MktCampaignsRow {
  tenant_id: string;
  id: string;
  name: string;
  type: 'email' | 'social' | 'paid_ads' | 'content' | 'event' | 'launch';
  status: 'draft' | 'planning' | 'in_progress' | 'launching' | 'paused' | 'completed' | 'cancelled';
  status_note: string | null;
  description: string | null;
  currency_code: string;
  budget: string;
  spent: string;
  budget_left: string | null;
  start_date: Date;
  end_date: Date | null;
  owner_id: string | null;
  priority: 'low' | 'medium' | 'high';
  progress: number;
  ai_score: number | null;
  purpose: string | null;
  notes: string | null;
  reach: string;
  reach_goal: string;
  impressions: string;
  engagement: string;
  engagement_goal: string;
  tags: string[];
  deleted_at: Date | null;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
  idempotency_key: string | null;
}

export interface MktMarketingAssetsRow {
  tenant_id: string;
  id: string;
  name: string;
  type: 'image' | 'video' | 'document' | 'template' | 'graphic';
  category: string | null;
  size_bytes: string | null;
  format: string | null;
  width_px: number | null;
  height_px: number | null;
  url: string;
  thumbnail_url: string | null;
  folder_id: string | null;
  ai_score: number | null;
  tags: string[];
  deleted_at: Date | null;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface MktMarketingChannelsRow {
  tenant_id: string;
  id: string;
  name: string;
  type: 'email' | 'social' | 'paid_ads' | 'content' | 'event' | 'offline';
  platform: string | null;
  channel_platform_page_id: string | null;
  reach: string;
  engagement: string;
  status: 'active' | 'inactive';
  budget: string | null;
  currency_code: string | null;
  deleted_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

export interface MktPromotionAttributesRow {
  tenant_id: string;
  promotion_id: string;
  attribute_id: string;
  side: 'both' | 'buy' | 'get';
  created_at: Date;
  updated_at: Date;
}

export interface MktPromotionBogoRulesRow {
  tenant_id: string;
  promotion_id: string;
  buy_type: 'quantity' | 'amount';
  buy_quantity: number | null;
  buy_amount: string | null;
  get_type: 'same_product' | 'cheapest' | 'listed';
  get_quantity: number;
  get_discount_percent: string;
  max_applications_per_order: number | null;
  created_at: Date;
  updated_at: Date;
}

export interface MktPromotionBundleItemsRow {
  tenant_id: string;
  promotion_id: string;
  product_id: string;
  quantity: number;
  created_at: Date;
  updated_at: Date;
}

export interface MktPromotionBundleRulesRow {
  tenant_id: string;
  promotion_id: string;
  bundle_type: 'quantity' | 'amount' | 'items';
  required_quantity: number | null;
  required_amount: string | null;
  discount_type: 'percentage' | 'fixed_amount' | 'fixed_price';
  discount_percent: string | null;
  discount_amount: string | null;
  bundle_price: string | null;
  max_bundles_per_order: number | null;
  created_at: Date;
  updated_at: Date;
}

export interface MktPromotionCampaignsRow {
  tenant_id: string;
  promotion_id: string;
  campaign_id: string;
  created_at: Date;
  updated_at: Date;
}

export interface MktPromotionCategoriesRow {
  tenant_id: string;
  promotion_id: string;
  category_id: string;
  side: 'both' | 'buy' | 'get';
  created_at: Date;
  updated_at: Date;
}

export interface MktPromotionChannelsRow {
  tenant_id: string;
  promotion_id: string;
  channel_platform_page_id: string;
  created_at: Date;
  updated_at: Date;
}

export interface MktPromotionCodesRow {
  tenant_id: string;
  id: string;
  promotion_id: string;
  code: string;
  customer_id: string | null;
  usage_limit: number | null;
  usage_count: number;
  starts_at: Date | null;
  expires_at: Date | null;
  revoked_at: Date | null;
  platform_sync: unknown;
  deleted_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

export interface MktPromotionDiscountRulesRow {
  tenant_id: string;
  promotion_id: string;
  discount_type: 'percentage' | 'fixed_amount' | 'fixed_price';
  discount_percent: string | null;
  discount_amount: string | null;
  fixed_price: string | null;
  apply_to: 'goods' | 'shipping';
  allocation_method: 'across' | 'each';
  created_at: Date;
  updated_at: Date;
}

export interface MktPromotionExclusionsRow {
  tenant_id: string;
  id: string;
  promotion_id: string;
  product_id: string | null;
  category_id: string | null;
  attribute_id: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface MktPromotionFreeItemsRow {
  tenant_id: string;
  promotion_id: string;
  product_id: string;
  quantity: number;
  created_at: Date;
  updated_at: Date;
}

export interface MktPromotionPriceOverridesRow {
  tenant_id: string;
  id: string;
  promotion_id: string;
  product_id: string;
  product_variant_id: string | null;
  override_price: string;
  created_at: Date;
  updated_at: Date;
}

export interface MktPromotionProductsRow {
  tenant_id: string;
  promotion_id: string;
  product_id: string;
  side: 'both' | 'buy' | 'get';
  created_at: Date;
  updated_at: Date;
}

export interface MktPromotionRedemptionLinesRow {
  tenant_id: string;
  redemption_id: string;
  order_id: string;
  order_item_id: string;
  discount_amount: string;
  created_at: Date;
}

export interface MktPromotionRedemptionsRow {
  tenant_id: string;
  id: string;
  promotion_id: string;
  code_id: string | null;
  order_id: string;
  customer_id: string | null;
  discount_amount: string;
  redeemed_at: Date;
  released_at: Date | null;
  release_reason: 'withdrawn' | 'order_cancelled' | 'order_deleted' | 'abandoned' | null;
  created_by: string | null;
  created_at: Date;
}

export interface MktPromotionTieredRulesRow {
  tenant_id: string;
  promotion_id: string;
  tier_level: number;
  threshold_type: 'quantity' | 'amount';
  threshold_quantity: number | null;
  threshold_amount: string | null;
  discount_type: 'percentage' | 'fixed_amount';
  discount_percent: string | null;
  discount_amount: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface MktPromotionsRow {
  tenant_id: string;
  id: string;
  name: string;
  description: string | null;
  type: 'discount' | 'bogo' | 'bundle' | 'tiered' | 'free_item' | 'price_override';
  status: 'draft' | 'scheduled' | 'active' | 'paused' | 'ended' | 'cancelled';
  starts_at: Date;
  ends_at: Date | null;
  currency_code: string;
  is_auto_apply: boolean;
  is_combinable: boolean;
  priority: number;
  minimum_amount: string | null;
  max_discount_amount: string | null;
  usage_limit: number | null;
  per_customer_limit: number | null;
  is_first_order_only: boolean;
  customer_rank: string | null;
  usage_count: number;
  platform_sync: unknown;
  deleted_at: Date | null;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
  idempotency_key: string | null;
}

export interface MktReferenceDocumentsRow {
  tenant_id: string;
  id: string;
  title: string;
  category: string;
  description: string | null;
  file_url: string | null;
  size_bytes: string | null;
  deleted_at: Date | null;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface MktUtmClicksRow {
  tenant_id: string;
  id: string;
  utm_link_id: string;
  clicked_at: Date;
  ip_address: string | null;
  user_agent: string | null;
  referrer: string | null;
  country_code: string | null;
  session_key: string | null;
  customer_id: string | null;
  created_at: Date;
  idempotency_key: string | null;
}

export interface MktUtmConversionsRow {
  tenant_id: string;
  order_id: string;
  utm_link_id: string;
  utm_click_id: string | null;
  clicked_at: Date | null;
  converted_at: Date;
  commission_rate: string | null;
  created_at: Date;
  cancelled_at: Date | null;
}

export interface MktUtmLinksRow {
  tenant_id: string;
  id: string;
  name: string;
  url: string;
  short_url: string;
  campaign_id: string | null;
  affiliate_id: string | null;
  source: string;
  medium: string;
  campaign: string;
  term: string | null;
  content: string | null;
  tagged_url: string | null;
  clicks: string;
  conversions: string;
  deleted_at: Date | null;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

declare module 'knex/types/tables.js' {
  interface Tables {
    mkt_affiliates: Knex.CompositeTableType<
      MktAffiliatesRow,
      Inserted<MktAffiliatesRow, 'code' | 'name' | 'type' | 'email'>,
      Updated<MktAffiliatesRow>
    >;
    mkt_asset_folders: Knex.CompositeTableType<
      MktAssetFoldersRow,
      Inserted<MktAssetFoldersRow, 'name'>,
      Updated<MktAssetFoldersRow>
    >;
    mkt_brand_colors: Knex.CompositeTableType<
      MktBrandColorsRow,
      Inserted<MktBrandColorsRow, 'brand_id' | 'name' | 'hex' | 'category'>,
      Updated<MktBrandColorsRow>
    >;
    mkt_brand_guidelines: Knex.CompositeTableType<
      MktBrandGuidelinesRow,
      Inserted<MktBrandGuidelinesRow, 'brand_id' | 'title' | 'category'>,
      Updated<MktBrandGuidelinesRow>
    >;
    mkt_brand_logos: Knex.CompositeTableType<
      MktBrandLogosRow,
      Inserted<MktBrandLogosRow, 'brand_id' | 'name' | 'variation_type' | 'logo_url'>,
      Updated<MktBrandLogosRow>
    >;
    mkt_brand_settings: Knex.CompositeTableType<
      MktBrandSettingsRow,
      Inserted<MktBrandSettingsRow, 'brand_id'>,
      Updated<MktBrandSettingsRow>
    >;
    mkt_brand_typography: Knex.CompositeTableType<
      MktBrandTypographyRow,
      Inserted<MktBrandTypographyRow, 'brand_id' | 'name' | 'size' | 'weight' | 'line_height' | 'category'>,
      Updated<MktBrandTypographyRow>
    >;
    mkt_campaign_activities: Knex.CompositeTableType<
      MktCampaignActivitiesRow,
      Inserted<MktCampaignActivitiesRow, 'campaign_id' | 'title' | 'type' | 'activity_date', 'last_date'>,
      Updated<MktCampaignActivitiesRow, 'last_date'>
    >;
    mkt_campaign_activities_history: Knex.CompositeTableType<
      MktCampaignActivitiesHistoryRow,
      Inserted<MktCampaignActivitiesHistoryRow, 'activity_id' | 'old_date' | 'new_date'>,
      Updated<MktCampaignActivitiesHistoryRow>
    >;
    mkt_campaign_channels: Knex.CompositeTableType<
      MktCampaignChannelsRow,
      Inserted<MktCampaignChannelsRow, 'campaign_id' | 'marketing_channel_id'>,
      Updated<MktCampaignChannelsRow>
    >;
    mkt_campaign_goals: Knex.CompositeTableType<
      MktCampaignGoalsRow,
      Inserted<MktCampaignGoalsRow, 'campaign_id' | 'goal_text', 'is_achieved' | 'achieved_percent'>,
      Updated<MktCampaignGoalsRow, 'is_achieved' | 'achieved_percent'>
    >;
    mkt_campaign_members: Knex.CompositeTableType<
      MktCampaignMembersRow,
      Inserted<MktCampaignMembersRow, 'campaign_id' | 'user_id'>,
      Updated<MktCampaignMembersRow>
    >;
    mkt_campaign_projects: Knex.CompositeTableType<
      MktCampaignProjectsRow,
      Inserted<MktCampaignProjectsRow, 'campaign_id' | 'project_id'>,
      Updated<MktCampaignProjectsRow>
    >;
    mkt_campaign_status_history: Knex.CompositeTableType<
      MktCampaignStatusHistoryRow,
      Inserted<MktCampaignStatusHistoryRow, 'campaign_id' | 'to_status'>,
      Updated<MktCampaignStatusHistoryRow>
    >;
    mkt_campaigns: Knex.CompositeTableType<
      MktCampaignsRow,
      Inserted<MktCampaignsRow, 'name' | 'type' | 'currency_code' | 'start_date', 'budget_left'>,
      Updated<MktCampaignsRow, 'budget_left'>
    >;
    mkt_marketing_assets: Knex.CompositeTableType<
      MktMarketingAssetsRow,
      Inserted<MktMarketingAssetsRow, 'name' | 'type' | 'url'>,
      Updated<MktMarketingAssetsRow>
    >;
    mkt_marketing_channels: Knex.CompositeTableType<
      MktMarketingChannelsRow,
      Inserted<MktMarketingChannelsRow, 'name' | 'type'>,
      Updated<MktMarketingChannelsRow>
    >;
    mkt_promotion_attributes: Knex.CompositeTableType<
      MktPromotionAttributesRow,
      Inserted<MktPromotionAttributesRow, 'promotion_id' | 'attribute_id'>,
      Updated<MktPromotionAttributesRow>
    >;
    mkt_promotion_bogo_rules: Knex.CompositeTableType<
      MktPromotionBogoRulesRow,
      Inserted<MktPromotionBogoRulesRow, 'promotion_id' | 'buy_type' | 'get_type'>,
      Updated<MktPromotionBogoRulesRow>
    >;
    mkt_promotion_bundle_items: Knex.CompositeTableType<
      MktPromotionBundleItemsRow,
      Inserted<MktPromotionBundleItemsRow, 'promotion_id' | 'product_id'>,
      Updated<MktPromotionBundleItemsRow>
    >;
    mkt_promotion_bundle_rules: Knex.CompositeTableType<
      MktPromotionBundleRulesRow,
      Inserted<MktPromotionBundleRulesRow, 'promotion_id' | 'bundle_type' | 'discount_type'>,
      Updated<MktPromotionBundleRulesRow>
    >;
    mkt_promotion_campaigns: Knex.CompositeTableType<
      MktPromotionCampaignsRow,
      Inserted<MktPromotionCampaignsRow, 'promotion_id' | 'campaign_id'>,
      Updated<MktPromotionCampaignsRow>
    >;
    mkt_promotion_categories: Knex.CompositeTableType<
      MktPromotionCategoriesRow,
      Inserted<MktPromotionCategoriesRow, 'promotion_id' | 'category_id'>,
      Updated<MktPromotionCategoriesRow>
    >;
    mkt_promotion_channels: Knex.CompositeTableType<
      MktPromotionChannelsRow,
      Inserted<MktPromotionChannelsRow, 'promotion_id' | 'channel_platform_page_id'>,
      Updated<MktPromotionChannelsRow>
    >;
    mkt_promotion_codes: Knex.CompositeTableType<
      MktPromotionCodesRow,
      Inserted<MktPromotionCodesRow, 'promotion_id' | 'code'>,
      Updated<MktPromotionCodesRow>
    >;
    mkt_promotion_discount_rules: Knex.CompositeTableType<
      MktPromotionDiscountRulesRow,
      Inserted<MktPromotionDiscountRulesRow, 'promotion_id' | 'discount_type'>,
      Updated<MktPromotionDiscountRulesRow>
    >;
    mkt_promotion_exclusions: Knex.CompositeTableType<
      MktPromotionExclusionsRow,
      Inserted<MktPromotionExclusionsRow, 'promotion_id'>,
      Updated<MktPromotionExclusionsRow>
    >;
    mkt_promotion_free_items: Knex.CompositeTableType<
      MktPromotionFreeItemsRow,
      Inserted<MktPromotionFreeItemsRow, 'promotion_id' | 'product_id'>,
      Updated<MktPromotionFreeItemsRow>
    >;
    mkt_promotion_price_overrides: Knex.CompositeTableType<
      MktPromotionPriceOverridesRow,
      Inserted<MktPromotionPriceOverridesRow, 'promotion_id' | 'product_id' | 'override_price'>,
      Updated<MktPromotionPriceOverridesRow>
    >;
    mkt_promotion_products: Knex.CompositeTableType<
      MktPromotionProductsRow,
      Inserted<MktPromotionProductsRow, 'promotion_id' | 'product_id'>,
      Updated<MktPromotionProductsRow>
    >;
    mkt_promotion_redemption_lines: Knex.CompositeTableType<
      MktPromotionRedemptionLinesRow,
      Inserted<MktPromotionRedemptionLinesRow, 'redemption_id' | 'order_id' | 'order_item_id' | 'discount_amount'>,
      Updated<MktPromotionRedemptionLinesRow>
    >;
    mkt_promotion_redemptions: Knex.CompositeTableType<
      MktPromotionRedemptionsRow,
      Inserted<MktPromotionRedemptionsRow, 'promotion_id' | 'order_id' | 'discount_amount'>,
      Updated<MktPromotionRedemptionsRow>
    >;
    mkt_promotion_tiered_rules: Knex.CompositeTableType<
      MktPromotionTieredRulesRow,
      Inserted<MktPromotionTieredRulesRow, 'promotion_id' | 'tier_level' | 'threshold_type' | 'discount_type'>,
      Updated<MktPromotionTieredRulesRow>
    >;
    mkt_promotions: Knex.CompositeTableType<
      MktPromotionsRow,
      Inserted<MktPromotionsRow, 'name' | 'type' | 'starts_at' | 'currency_code'>,
      Updated<MktPromotionsRow>
    >;
    mkt_reference_documents: Knex.CompositeTableType<
      MktReferenceDocumentsRow,
      Inserted<MktReferenceDocumentsRow, 'title' | 'category'>,
      Updated<MktReferenceDocumentsRow>
    >;
    mkt_utm_clicks: Knex.CompositeTableType<
      MktUtmClicksRow,
      Inserted<MktUtmClicksRow, 'utm_link_id'>,
      Updated<MktUtmClicksRow>
    >;
    mkt_utm_conversions: Knex.CompositeTableType<
      MktUtmConversionsRow,
      Inserted<MktUtmConversionsRow, 'order_id' | 'utm_link_id'>,
      Updated<MktUtmConversionsRow>
    >;
    mkt_utm_links: Knex.CompositeTableType<
      MktUtmLinksRow,
      Inserted<MktUtmLinksRow, 'name' | 'url' | 'short_url' | 'source' | 'medium' | 'campaign', 'tagged_url'>,
      Updated<MktUtmLinksRow, 'tagged_url'>
    >;
  }
}
