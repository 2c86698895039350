import { type RowMaker, testFactory } from '@erp/kit/test-factory';
import { brands } from '@erp/system/test-factories';
import { projects } from '@erp/tasks/test-factories';
import { call } from '@erp/testing/calls';
import { affiliates as demoAffiliates } from './factories/affiliates.ts';
import { assetFolders } from './factories/asset-folders.ts';
import { brandColors } from './factories/brand-colors.ts';
import { brandGuidelines } from './factories/brand-guidelines.ts';
import { brandLogos } from './factories/brand-logos.ts';
import { brandSettings } from './factories/brand-settings.ts';
import { brandTypography } from './factories/brand-typography.ts';
import { campaignActivities } from './factories/campaign-activities.ts';
import { campaignGoals } from './factories/campaign-goals.ts';
import { campaignProjects } from './factories/campaign-projects.ts';
import { campaigns as demoCampaigns } from './factories/campaigns.ts';
import { marketingAssets } from './factories/marketing-assets.ts';
import { marketingChannels } from './factories/marketing-channels.ts';
import { promotionAttributes } from './factories/promotion-attributes.ts';
import { promotionBogoRules } from './factories/promotion-bogo-rules.ts';
import { promotionBundleItems } from './factories/promotion-bundle-items.ts';
import { promotionBundleRules } from './factories/promotion-bundle-rules.ts';
import { promotionCategories } from './factories/promotion-categories.ts';
import { promotionChannels } from './factories/promotion-channels.ts';
import { promotionCodes } from './factories/promotion-codes.ts';
import { promotionDiscountRules } from './factories/promotion-discount-rules.ts';
import { promotionExclusions } from './factories/promotion-exclusions.ts';
import { promotionFreeItems } from './factories/promotion-free-items.ts';
import { promotionPriceOverrides } from './factories/promotion-price-overrides.ts';
import { promotionProducts } from './factories/promotion-products.ts';
import { promotionTieredRules } from './factories/promotion-tiered-rules.ts';
import { promotions as demoPromotions } from './factories/promotions.ts';
import { referenceDocuments } from './factories/reference-documents.ts';
import { utmClicks } from './factories/utm-clicks.ts';
import { utmLinks } from './factories/utm-links.ts';

/** Drafts of a campaign, from March 2026 on. */
export const campaigns = testFactory(demoCampaigns, {
  columns: ['name', 'type'],
  defaults: { currency_code: 'EUR', start_date: '2026-03-01' },
  children: {
    activities: { of: (): RowMaker => activities, by: 'campaign_id' },
    goals: { of: (): RowMaker => goals, by: 'campaign_id' },
    links: { of: (): RowMaker => links, by: 'campaign_id' },
  },
  milestones: {
    planned: (trx, campaign) => call(trx, 'transition_campaign', campaign.id, 'planning'),
    launched: (trx, campaign) => call(trx, 'transition_campaign', campaign.id, 'launching'),
  },
});

/** What a campaign does, in March 2026. */
export const activities = testFactory(campaignActivities, {
  columns: ['title', 'type'],
  defaults: { activity_date: '2026-03-02' },
  parents: { campaign_id: () => campaigns },
});

/** What a campaign is to reach. */
export const goals = testFactory(campaignGoals, {
  columns: ['goal_text'],
  parents: { campaign_id: () => campaigns },
});

/** What a campaign is part of. */
export const campaignParts = testFactory(campaignProjects, {
  columns: [],
  parents: { campaign_id: () => campaigns, project_id: () => projects },
});

/** Ways to reach people. */
export const channels = testFactory(marketingChannels, {
  columns: ['name', 'type'],
  defaults: { currency_code: 'EUR' },
});

/** Tagged addresses, of no campaign of ours unless `campaign_id` says so. */
export const links = testFactory(utmLinks, {
  columns: ['name', 'url', 'short_url', 'source', 'medium', 'campaign'],
});

/** Visits by a tagged address, each counted. */
export const clicks = testFactory(utmClicks, {
  columns: [],
  parents: { utm_link_id: () => links },
  through: {
    takes: ['utm_link_id', 'session_key'],
    call: (trx, click) => call<string>(trx, 'record_utm_click', click.utm_link_id, click.session_key ?? null),
  },
});

/** Partners who send buyers. */
export const affiliates = testFactory(demoAffiliates, { columns: ['code', 'name', 'type', 'email'] });

/** Folders at the top, unless `parent_folder_id` says where. */
export const folders = testFactory(assetFolders, { columns: ['name'] });

/** Files of a tenant, in no folder. */
export const assets = testFactory(marketingAssets, { columns: ['name', 'type', 'url'] });

/** Papers to look things up in. */
export const documents = testFactory(referenceDocuments, { columns: ['title', 'category'] });

/** What a brand says of itself; it has this once. */
export const brandWords = testFactory(brandSettings, {
  columns: ['slogan'],
  parents: { brand_id: () => brands },
});

/** Signs of a brand, none of which stands for it yet. */
export const logos = testFactory(brandLogos, {
  columns: ['name', 'variation_type', 'logo_url'],
  parents: { brand_id: () => brands },
  traits: { primary: { is_primary: true } },
});

/** Colors of a brand. */
export const colors = testFactory(brandColors, {
  columns: ['name', 'hex', 'category'],
  parents: { brand_id: () => brands },
});

/** Type that a brand is set in. */
export const typography = testFactory(brandTypography, {
  columns: ['name', 'category', 'size', 'line_height', 'weight'],
  parents: { brand_id: () => brands },
});

/** Rules of a brand, without one yet. */
export const guidelines = testFactory(brandGuidelines, {
  columns: ['title', 'category'],
  parents: { brand_id: () => brands },
});

/** Discounts in euros since the start of 2026: drafts that give nothing yet. */
export const promotions = testFactory(demoPromotions, {
  columns: ['name'],
  defaults: { type: 'discount', currency_code: 'EUR', starts_at: '2026-01-01' },
  children: {
    discountRules: { of: (): RowMaker => discountRules, by: 'promotion_id' },
    bogoRules: { of: (): RowMaker => bogoRules, by: 'promotion_id' },
    bundleRules: { of: (): RowMaker => bundleRules, by: 'promotion_id' },
    bundleItems: { of: (): RowMaker => bundleItems, by: 'promotion_id' },
    tiers: { of: (): RowMaker => tiers, by: 'promotion_id' },
    freeItems: { of: (): RowMaker => freeItems, by: 'promotion_id' },
    priceOverrides: { of: (): RowMaker => priceOverrides, by: 'promotion_id' },
    products: { of: (): RowMaker => listedProducts, by: 'promotion_id' },
    categories: { of: (): RowMaker => listedCategories, by: 'promotion_id' },
    attributes: { of: (): RowMaker => listedAttributes, by: 'promotion_id' },
    channels: { of: (): RowMaker => listedChannels, by: 'promotion_id' },
    exclusions: { of: (): RowMaker => exclusions, by: 'promotion_id' },
  },
});

/** Codes that whoever knows them may use. */
export const codes = testFactory(promotionCodes, {
  columns: ['code'],
  parents: { promotion_id: () => promotions },
});

// What a promotion gives and on what: these are made with it alone, and each says all of itself, so that a test that
// leaves something out tries just that.
const discountRules = testFactory(promotionDiscountRules, { columns: [] });
const bogoRules = testFactory(promotionBogoRules, { columns: [] });
const bundleRules = testFactory(promotionBundleRules, { columns: [] });
const bundleItems = testFactory(promotionBundleItems, { columns: [] });
const tiers = testFactory(promotionTieredRules, { columns: [] });
const freeItems = testFactory(promotionFreeItems, { columns: [] });
const priceOverrides = testFactory(promotionPriceOverrides, { columns: [] });
const listedProducts = testFactory(promotionProducts, { columns: [] });
const listedCategories = testFactory(promotionCategories, { columns: [] });
const listedAttributes = testFactory(promotionAttributes, { columns: [] });
const listedChannels = testFactory(promotionChannels, { columns: [] });
const exclusions = testFactory(promotionExclusions, { columns: [] });
