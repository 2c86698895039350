import type { Demo } from '../src/demo.ts';
import { ownerOf } from '../src/empty-tenant.ts';
import type { Row, Value } from '../src/row.ts';
import type { Player } from '../src/step.ts';
import { type DomainStories, type StoryBuilder, storiesOf } from '../src/story.ts';

/** How the tenant makes itself known, and what it gives to buyers. */
export const marketing: DomainStories = {
  domain: 'marketing',
  stories(demo) {
    const owner = ownerOf(demo);
    const { told, tell } = storiesOf(demo, 'marketing', owner);
    tell('what belongs to the brand is collected', (story) => {
      for (const table of BELONGINGS) for (const row of demo.rows(table)) tellBelonging(story, table, row);
    });
    for (const campaign of demo.rows('mkt_campaigns'))
      tell(`campaign ${campaign.name}: ${campaign.status}`, (story) => tellCampaign(demo, story, campaign));
    for (const link of demo.rows('mkt_utm_links'))
      tell(`link ${link.source}/${link.medium} of ${link.campaign}`, (story) => tellLink(demo, story, link));
    for (const promotion of demo.rows('mkt_promotions'))
      tell(`promotion ${promotion.name}: ${promotion.status}`, (story) =>
        tellPromotion(demo, story, promotion),
      );
    return told;
  },
  pairs: {
    mkt_campaign_status_history: { within: ['campaign_id'], order: ['changed_at', 'id'] },
    mkt_campaign_activities_history: { within: ['activity_id'], order: ['created_at', 'id'] },
  },
};

const BELONGINGS = [
  'mkt_marketing_channels',
  'mkt_asset_folders',
  'mkt_marketing_assets',
  'mkt_brand_settings',
  'mkt_brand_colors',
  'mkt_brand_typography',
  'mkt_brand_logos',
  'mkt_brand_guidelines',
  'mkt_affiliates',
  'mkt_reference_documents',
];

/** Something is kept; some of it is taken away again. */
function tellBelonging(story: StoryBuilder, table: string, row: Row): void {
  const goes = row.deleted_at !== null && row.deleted_at !== undefined;
  story.insert(table, row, { begins: goes ? { deleted_at: null } : {} });
  if (!goes) return;
  story.step(row.deleted_at, row.updated_by, 'take it away', (player) =>
    player.update(table, row, ['deleted_at']),
  );
}

/** A campaign is planned with its activities, runs, and ends. */
function tellCampaign(demo: Demo, story: StoryBuilder, campaign: Row): void {
  const by = campaign.created_by;
  const of = (table: string) => demo.of(table, 'campaign_id', campaign.id);
  const path = of('mkt_campaign_status_history');
  story.insert('mkt_campaigns', campaign);
  for (const table of ['mkt_campaign_members', 'mkt_campaign_projects', 'mkt_campaign_channels'])
    for (const row of of(table)) story.insert(table, row, { by, last: true });
  for (const goal of of('mkt_campaign_goals')) {
    story.insert('mkt_campaign_goals', goal, { by, begins: { achieved_value: 0 } });
    if (goal.updated_at !== goal.created_at) {
      story.step(goal.updated_at, by, 'count what was reached', (player) =>
        player.update('mkt_campaign_goals', goal, ['achieved_value']),
      );
    }
  }
  for (const activity of of('mkt_campaign_activities')) tellActivity(demo, story, campaign, activity);
  for (const { changed_at, changed_by, to_status, reason } of path.slice(1)) {
    story.afterwards(changed_at, changed_by, `campaign → ${to_status}`, (player) =>
      player.call('transition_campaign', {
        campaign_id: player.id('mkt_campaigns', campaign.id),
        to: to_status,
        note: reason,
      }),
    );
  }
  story.expect('mkt_campaign_status_history', path);
}

/** An activity is planned, moved to another day, done or called off. */
function tellActivity(demo: Demo, story: StoryBuilder, campaign: Row, activity: Row): void {
  const by = campaign.created_by;
  const [move] = demo.of('mkt_campaign_activities_history', 'activity_id', activity.id);
  story.insert('mkt_campaign_activities', activity, {
    begins: {
      status: 'scheduled',
      spent: 0,
      ...(move !== undefined && { activity_date: move.old_date as string }),
    },
  });
  if (move !== undefined) {
    story.step(move.created_at, move.changed_by, 'move it to another day', (player) =>
      player.update('mkt_campaign_activities', activity, ['activity_date']),
    );
    story.expect('mkt_campaign_activities_history', [move]);
  }
  // Whoever cancels a campaign calls off what is open of it.
  if (activity.status === 'scheduled' || campaign.status === 'cancelled') return;
  story.step(activity.updated_at, by, `activity → ${activity.status}`, (player) =>
    player.update('mkt_campaign_activities', activity, ['status', 'spent']),
  );
}

/** A link is followed; some who followed it buy. */
function tellLink(demo: Demo, story: StoryBuilder, link: Row): void {
  story.insert('mkt_utm_links', link);
  for (const click of demo.of('mkt_utm_clicks', 'utm_link_id', link.id)) {
    story.step(click.created_at, null, 'follow the link', async (player) => {
      const id = await player.call('record_utm_click', {
        utm_link_id: player.id('mkt_utm_links', link.id),
        session_key: click.session_key,
        details: {
          ip_address: click.ip_address,
          user_agent: click.user_agent,
          referrer: click.referrer,
          country_code: click.country_code,
          customer_id: player.idOrNull('crm_customers', click.customer_id),
        },
        clicked_at: click.clicked_at,
      });
      player.made('mkt_utm_clicks', click, id);
    });
    story.expect('mkt_utm_clicks', [click]);
  }
  for (const conversion of demo.of('mkt_utm_conversions', 'utm_link_id', link.id)) {
    const click = demo.row('mkt_utm_clicks', conversion.utm_click_id);
    story.afterwards(conversion.converted_at, null, 'credit the order', (player) =>
      player.call('record_utm_conversion', {
        order_id: player.id('orders', conversion.order_id),
        session_key: click.session_key,
      }),
    );
    story.expect('mkt_utm_conversions', [conversion]);
  }
}

/** What a promotion gives, and to whom. */
const RULES = [
  'mkt_promotion_discount_rules',
  'mkt_promotion_bogo_rules',
  'mkt_promotion_bundle_rules',
  'mkt_promotion_bundle_items',
  'mkt_promotion_tiered_rules',
  'mkt_promotion_free_items',
  'mkt_promotion_price_overrides',
  'mkt_promotion_products',
  'mkt_promotion_categories',
  'mkt_promotion_attributes',
  'mkt_promotion_exclusions',
  'mkt_promotion_channels',
  'mkt_promotion_campaigns',
];

/** A promotion is written, released, used on orders, and ends. What is given on an order is told with the order. */
function tellPromotion(demo: Demo, story: StoryBuilder, promotion: Row): void {
  const by = promotion.created_by;
  const of = (table: string) => demo.of(table, 'promotion_id', promotion.id);
  story.insert('mkt_promotions', promotion, { begins: { platform_sync: {} } });
  for (const table of RULES)
    for (const rule of of(table))
      story.insert(table, rule, { by, last: table === 'mkt_promotion_campaigns' });
  for (const { at, to } of courseOf(promotion)) {
    story.afterwards(at, to === 'by the clock' ? null : by, `promotion → ${to}`, (player) =>
      to === 'by the clock'
        ? player.call('advance_promotions', { tenant_id: player.tenant })
        : player.call('transition_promotion', {
            promotion_id: player.id('mkt_promotions', promotion.id),
            to,
          }),
    );
  }
  if (promotion.status === 'active') {
    story.afterwards(promotion.starts_at, null, 'tell the shop', (player) =>
      player.update('mkt_promotions', promotion, ['platform_sync']),
    );
  }
  for (const code of of('mkt_promotion_codes')) tellCode(story, code, by);
  story.expect('mkt_promotion_redemptions', of('mkt_promotion_redemptions'));
  for (const redemption of of('mkt_promotion_redemptions'))
    story.expect(
      'mkt_promotion_redemption_lines',
      demo.of('mkt_promotion_redemption_lines', 'redemption_id', redemption.id),
    );
}

const DAY = 86_400_000;

/** By which steps a promotion came to its status. */
function courseOf(promotion: Row): readonly { at: string; to: string }[] {
  const { status } = promotion;
  const [created, starts] = [promotion.created_at, promotion.starts_at].map((at) =>
    Date.parse(String(at)),
  ) as [number, number];
  // Nobody has used what does not run, so its status is what changed last.
  const changed = String(promotion.updated_at);
  const iso = (moment: number) => new Date(moment).toISOString().replace('.000Z', '+00:00');
  if (status === 'draft') return [];
  const course: { at: string; to: string }[] = [];
  if (created >= starts) course.push({ at: String(promotion.created_at), to: 'active' });
  else {
    course.push({ at: status === 'scheduled' ? changed : iso(created + 2 * DAY), to: 'scheduled' });
    if (status === 'active' || status === 'ended')
      course.push({ at: String(promotion.starts_at), to: 'by the clock' });
  }
  if (status === 'ended') course.push({ at: String(promotion.ends_at), to: 'by the clock' });
  if (status === 'paused') course.push({ at: changed, to: 'paused' });
  if (status === 'cancelled') course.push({ at: changed, to: 'cancelled' });
  return course;
}

/** A code is given out; some are called in. */
function tellCode(story: StoryBuilder, code: Row, by: Value | undefined): void {
  story.insert('mkt_promotion_codes', code, { by, begins: { revoked_at: null, deleted_at: null } });
  for (const column of ['revoked_at', 'deleted_at']) {
    if (code[column] === null) continue;
    story.step(code[column], by, 'call the code in', (player: Player) =>
      player.update('mkt_promotion_codes', code, [column]),
    );
  }
}
