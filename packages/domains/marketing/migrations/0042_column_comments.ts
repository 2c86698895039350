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
  mkt_affiliates: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    name: 'Name of the partner, as payments and reports show it.',
    status: 'pending: asked for and not yet accepted. inactive: a partner no longer.',
  },
  mkt_asset_folders: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    description: 'What belongs into the folder, for those who put things there.',
  },
  mkt_brand_colors: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    category: 'What the color is for in the look of the brand.',
  },
  mkt_brand_guidelines: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    category: 'What the rules are about.',
  },
  mkt_brand_logos: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    name: 'What designers call this form.',
    variation_type: 'Where this form is used: on dark ground, without words, in one color.',
    description: 'When this form is to be used and when not.',
  },
  mkt_brand_settings: standardColumns(
    'tenant_id',
    'id',
    'created_by',
    'updated_by',
    'created_at',
    'updated_at',
  ),
  mkt_brand_typography: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    category: 'Which texts are set in this style.',
  },
  mkt_campaign_activities: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    title: 'What is done, in the calendar of the campaign.',
    type: 'By which way people are reached.',
    status: 'How far it has come; completed ones count in the figures of the campaign.',
    description: 'What exactly is to be done, for whoever does it.',
    notes: 'What was learned on the way.',
  },
  mkt_campaign_activities_history: standardColumns('tenant_id', 'id', 'created_at'),
  mkt_campaign_channels: standardColumns('tenant_id', 'created_at', 'updated_at'),
  mkt_campaign_goals: standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
  mkt_campaign_members: standardColumns('tenant_id', 'created_at', 'updated_at'),
  mkt_campaign_projects: standardColumns('tenant_id', 'created_at', 'updated_at'),
  mkt_campaign_status_history: standardColumns('tenant_id', 'id', 'created_at'),
  mkt_campaigns: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    description: 'What the campaign wants to reach, and with what.',
    priority: 'How much it matters beside the other campaigns; set by members.',
    notes: 'What members want to remember of it.',
  },
  mkt_marketing_assets: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    name: 'What the asset is called where members look for it.',
    type: 'What kind of thing the file is.',
  },
  mkt_marketing_channels: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    type: 'What kind of way it is.',
    status: 'inactive: no campaign uses it any more; what it cost and brought stays.',
  },
  mkt_promotion_attributes: {
    ...standardColumns('tenant_id', 'created_at', 'updated_at'),
    attribute_id: 'The attribute that a product has to have.',
  },
  mkt_promotion_bogo_rules: standardColumns('tenant_id', 'created_at', 'updated_at'),
  mkt_promotion_bundle_items: standardColumns('tenant_id', 'created_at', 'updated_at'),
  mkt_promotion_bundle_rules: standardColumns('tenant_id', 'created_at', 'updated_at'),
  mkt_promotion_campaigns: standardColumns('tenant_id', 'created_at', 'updated_at'),
  mkt_promotion_categories: {
    ...standardColumns('tenant_id', 'created_at', 'updated_at'),
    category_id: 'The category whose products it is given for.',
  },
  mkt_promotion_channels: standardColumns('tenant_id', 'created_at', 'updated_at'),
  mkt_promotion_codes: standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
  mkt_promotion_discount_rules: standardColumns('tenant_id', 'created_at', 'updated_at'),
  mkt_promotion_exclusions: standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
  mkt_promotion_free_items: standardColumns('tenant_id', 'created_at', 'updated_at'),
  mkt_promotion_price_overrides: standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
  mkt_promotion_products: {
    ...standardColumns('tenant_id', 'created_at', 'updated_at'),
    product_id: 'The product that it is given for.',
  },
  mkt_promotion_redemption_lines: standardColumns('tenant_id', 'created_at'),
  mkt_promotion_redemptions: {
    ...standardColumns('tenant_id', 'id', 'created_at'),
    redeemed_at: 'When the order got the promotion; the use counts from then on until it is released.',
  },
  mkt_promotion_tiered_rules: {
    ...standardColumns('tenant_id', 'created_at', 'updated_at'),
    discount_type: 'Whether the discount is a percentage or an amount in the currency of the promotion.',
    threshold_type: 'What has to be reached: pieces, or an amount in the currency of the promotion.',
  },
  mkt_promotions: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    name: 'What the offer is called where customers see it.',
  },
  mkt_reference_documents: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    title: 'What the document is called where members look for it.',
    description: 'What can be looked up in it.',
  },
  mkt_utm_clicks: standardColumns('tenant_id', 'id', 'created_at'),
  mkt_utm_conversions: standardColumns('tenant_id', 'created_at'),
  mkt_utm_links: standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
};
