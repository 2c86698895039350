import { erasedByTrigger, kept, personalData } from '@erp/kit/personal';

const VISITOR = 'Also on the clicks of the same visitor before it was known who that is.';

/** What the tables of marketing hold about people: clicks and affiliates. */
export const personal = personalData({
  mkt_utm_clicks: {
    person: {
      ip_address: erasedByTrigger('device', VISITOR),
      user_agent: erasedByTrigger('device', VISITOR),
      referrer: erasedByTrigger('location', VISITOR),
      session_key: erasedByTrigger('identifier', VISITOR),
      country_code: kept('location', 'A country alone tells nobody apart; figures by country stay right.'),
    },
    none: ['idempotency_key'],
  },
  mkt_affiliates: { others: { name: 'name', email: 'email' }, none: ['code'] },
  mkt_asset_folders: { none: ['name', 'description', 'color', 'tags'] },
  mkt_brand_colors: { none: ['name', 'hex', 'usage'] },
  mkt_brand_guidelines: { none: ['title', 'items'] },
  mkt_brand_logos: { none: ['name', 'logo_url', 'thumbnail_url', 'background_color', 'description'] },
  mkt_brand_settings: { none: ['story', 'slogan', 'tagline', 'vision', 'mission'] },
  mkt_brand_typography: { none: ['name', 'font_family', 'size', 'line_height', 'usage'] },
  mkt_campaign_activities: { none: ['title', 'description', 'location', 'notes'] },
  mkt_campaign_goals: { none: ['goal_text'] },
  mkt_campaign_status_history: { none: ['reason'] },
  mkt_campaigns: {
    none: ['name', 'status_note', 'description', 'purpose', 'notes', 'tags', 'idempotency_key'],
  },
  mkt_marketing_assets: { none: ['name', 'format', 'url', 'thumbnail_url', 'tags'] },
  mkt_marketing_channels: { none: ['name'] },
  mkt_promotion_codes: { none: ['code', 'platform_sync'] },
  mkt_promotions: { none: ['name', 'description', 'platform_sync', 'idempotency_key'] },
  mkt_reference_documents: { none: ['title', 'description', 'file_url'] },
  mkt_utm_links: { none: ['name', 'url', 'short_url', 'source', 'medium', 'campaign', 'term', 'content'] },
});
