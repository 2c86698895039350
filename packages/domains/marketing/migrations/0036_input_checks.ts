import { addInputChecks, dropInputChecks, type InputChecks } from '@erp/kit/input-checks';
import type { Knex } from 'knex';

/**
 * What comes in is held to what it is: names show something, whatever white space they are made of, lines are lines
 * and fit into an index, dates are in the calendar, currencies exist.
 */
export async function up(knex: Knex): Promise<void> {
  await addInputChecks(knex, TABLES);
}

export async function down(knex: Knex): Promise<void> {
  await dropInputChecks(knex, TABLES);
}

const TABLES: Readonly<Record<string, InputChecks>> = {
  mkt_affiliates: {
    lines: {
      name: 300,
      email: 320,
    },
    codes: {
      code: 100,
    },
    moments: ['joined_on', 'deleted_at', 'created_at', 'updated_at'],
  },
  mkt_asset_folders: {
    lines: {
      name: 300,
    },
    moments: ['deleted_at', 'created_at', 'updated_at'],
  },
  mkt_brand_colors: {
    lines: {
      name: 300,
    },
    moments: ['created_at', 'updated_at'],
  },
  mkt_brand_guidelines: {
    lines: {
      title: 300,
    },
    moments: ['created_at', 'updated_at'],
  },
  mkt_brand_logos: {
    lines: {
      name: 300,
      logo_url: 4000,
    },
    openLines: {
      thumbnail_url: 4000,
    },
    moments: ['created_at', 'updated_at'],
  },
  mkt_brand_settings: {
    openLines: {
      slogan: 300,
      tagline: 300,
    },
    moments: ['created_at', 'updated_at'],
  },
  mkt_brand_typography: {
    lines: {
      name: 300,
    },
    openLines: {
      font_family: 300,
    },
    moments: ['created_at', 'updated_at'],
  },
  mkt_campaign_activities: {
    lines: {
      title: 300,
    },
    openLines: {
      location: 300,
    },
    moments: ['activity_date', 'deleted_at', 'created_at', 'updated_at'],
  },
  mkt_campaign_activities_history: {
    moments: ['old_date', 'new_date', 'created_at'],
  },
  mkt_campaign_channels: {
    moments: ['created_at', 'updated_at'],
  },
  mkt_campaign_goals: {
    words: ['goal_text'],
    moments: ['created_at', 'updated_at'],
  },
  mkt_campaign_members: {
    moments: ['created_at', 'updated_at'],
  },
  mkt_campaign_projects: {
    moments: ['created_at', 'updated_at'],
  },
  mkt_campaign_status_history: {
    moments: ['changed_at', 'created_at'],
  },
  mkt_campaigns: {
    lines: {
      name: 300,
    },
    moments: ['start_date', 'end_date', 'deleted_at', 'created_at', 'updated_at'],
    currency: 'currency_code',
  },
  mkt_marketing_assets: {
    lines: {
      name: 300,
      url: 4000,
    },
    openLines: {
      thumbnail_url: 4000,
    },
    moments: ['deleted_at', 'created_at', 'updated_at'],
  },
  mkt_marketing_channels: {
    lines: {
      name: 300,
    },
    moments: ['deleted_at', 'created_at', 'updated_at'],
    currency: 'currency_code',
  },
  mkt_promotion_attributes: {
    moments: ['created_at', 'updated_at'],
  },
  mkt_promotion_bogo_rules: {
    moments: ['created_at', 'updated_at'],
  },
  mkt_promotion_bundle_items: {
    moments: ['created_at', 'updated_at'],
  },
  mkt_promotion_bundle_rules: {
    moments: ['created_at', 'updated_at'],
  },
  mkt_promotion_campaigns: {
    moments: ['created_at', 'updated_at'],
  },
  mkt_promotion_categories: {
    moments: ['created_at', 'updated_at'],
  },
  mkt_promotion_channels: {
    moments: ['created_at', 'updated_at'],
  },
  mkt_promotion_codes: {
    moments: ['starts_at', 'expires_at', 'revoked_at', 'deleted_at', 'created_at', 'updated_at'],
  },
  mkt_promotion_discount_rules: {
    moments: ['created_at', 'updated_at'],
  },
  mkt_promotion_exclusions: {
    moments: ['created_at', 'updated_at'],
  },
  mkt_promotion_free_items: {
    moments: ['created_at', 'updated_at'],
  },
  mkt_promotion_price_overrides: {
    moments: ['created_at', 'updated_at'],
  },
  mkt_promotion_products: {
    moments: ['created_at', 'updated_at'],
  },
  mkt_promotion_redemption_lines: {
    moments: ['created_at'],
  },
  mkt_promotion_redemptions: {
    moments: ['redeemed_at', 'released_at', 'created_at'],
  },
  mkt_promotion_tiered_rules: {
    moments: ['created_at', 'updated_at'],
  },
  mkt_promotions: {
    lines: {
      name: 300,
    },
    moments: ['starts_at', 'ends_at', 'deleted_at', 'created_at', 'updated_at'],
    currency: 'currency_code',
  },
  mkt_reference_documents: {
    lines: {
      title: 300,
      file_url: 4000,
    },
    codes: {
      category: 100,
    },
    moments: ['deleted_at', 'created_at', 'updated_at'],
  },
  mkt_utm_clicks: {
    lines: {
      session_key: 200,
    },
    moments: ['clicked_at', 'created_at'],
  },
  mkt_utm_conversions: {
    moments: ['clicked_at', 'converted_at', 'created_at'],
  },
  mkt_utm_links: {
    lines: {
      name: 300,
    },
    moments: ['deleted_at', 'created_at', 'updated_at'],
  },
};
