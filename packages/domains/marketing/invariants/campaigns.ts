import type { Invariant } from '@erp/kit/invariant';

/** The rules of the business that campaigns, links and brands keep. */
export const campaignInvariants: readonly Invariant[] = [
  {
    name: 'campaign_spent',
    says: 'What a campaign has spent is what its living activities have cost.',
    sql: `
      SELECT c.tenant_id, c.id AS key, format('says %s, its activities say %s', c.spent, coalesce(a.spent, 0)) AS found
      FROM mkt_campaigns c
      LEFT JOIN (
        SELECT tenant_id, campaign_id, sum(spent) AS spent FROM mkt_campaign_activities
        WHERE deleted_at IS NULL GROUP BY tenant_id, campaign_id
      ) a ON a.tenant_id = c.tenant_id AND a.campaign_id = c.id
      WHERE c.spent <> coalesce(a.spent, 0)`,
  },
  {
    name: 'campaign_history_complete',
    says: 'The last status in the history of a campaign is the one that it has, and each follows the one before it.',
    sql: `
      SELECT c.tenant_id, c.id AS key, format('is %s, its history says %s', c.status, h.to_status) AS found
      FROM mkt_campaigns c
      LEFT JOIN (
        SELECT DISTINCT ON (tenant_id, campaign_id) tenant_id, campaign_id, to_status FROM mkt_campaign_status_history
        ORDER BY tenant_id, campaign_id, changed_at DESC, id DESC
      ) h ON h.tenant_id = c.tenant_id AND h.campaign_id = c.id
      WHERE h.to_status IS DISTINCT FROM c.status
      UNION ALL
      SELECT h.tenant_id, h.campaign_id, format('%s follows %s, though it says %s', h.to_status, h.before, h.from_status)
      FROM (
        SELECT tenant_id, campaign_id, from_status, to_status,
          lag(to_status) OVER (PARTITION BY tenant_id, campaign_id ORDER BY changed_at, id) AS before
        FROM mkt_campaign_status_history
      ) h
      WHERE h.from_status IS DISTINCT FROM h.before`,
  },
  {
    name: 'activity_moved_to_its_day',
    says: 'An activity takes place on the day to which it was moved last.',
    sql: `
      SELECT a.tenant_id, a.id AS key, format('on %s, moved to %s', a.activity_date, h.new_date) AS found
      FROM mkt_campaign_activities a
      JOIN (
        SELECT DISTINCT ON (tenant_id, activity_id) tenant_id, activity_id, new_date FROM mkt_campaign_activities_history
        ORDER BY tenant_id, activity_id, created_at DESC, id DESC
      ) h ON h.tenant_id = a.tenant_id AND h.activity_id = a.id
      WHERE h.new_date <> a.activity_date`,
  },
  {
    name: 'link_figures',
    says: 'A link counts its clicks and the orders that it is credited with.',
    sql: `
      SELECT l.tenant_id, l.short_url AS key,
        format('says %s and %s, there are %s and %s', l.clicks, l.conversions, coalesce(c.clicks, 0),
          coalesce(v.conversions, 0)) AS found
      FROM mkt_utm_links l
      LEFT JOIN (
        SELECT tenant_id, utm_link_id, count(*) AS clicks FROM mkt_utm_clicks GROUP BY tenant_id, utm_link_id
      ) c ON c.tenant_id = l.tenant_id AND c.utm_link_id = l.id
      LEFT JOIN (
        SELECT tenant_id, utm_link_id, count(*) AS conversions FROM mkt_utm_conversions
        WHERE cancelled_at IS NULL GROUP BY tenant_id, utm_link_id
      ) v ON v.tenant_id = l.tenant_id AND v.utm_link_id = l.id
      WHERE (l.clicks, l.conversions) IS DISTINCT FROM (coalesce(c.clicks, 0), coalesce(v.conversions, 0))`,
  },
  {
    name: 'conversion_follows_order',
    says: 'An order that was cancelled or deleted is no conversion any more, and every other one stays one.',
    sql: `
      SELECT v.tenant_id, v.order_id AS key, format('the order is %s, the conversion was withdrawn at %s', o.status,
        coalesce(v.cancelled_at::text, 'no time')) AS found
      FROM mkt_utm_conversions v JOIN orders o ON o.tenant_id = v.tenant_id AND o.id = v.order_id
      WHERE (v.cancelled_at IS NOT NULL) <> (o.status = 'cancelled' OR o.deleted_at IS NOT NULL)`,
  },
  {
    name: 'conversion_by_its_click',
    says: 'An order is credited to the link of the click that counts, and only a link of a partner earns a commission.',
    sql: `
      SELECT v.tenant_id, v.order_id AS key, format('credited to %s, the click was on %s', v.utm_link_id, c.utm_link_id) AS found
      FROM mkt_utm_conversions v
      JOIN mkt_utm_clicks c ON c.tenant_id = v.tenant_id AND c.id = v.utm_click_id AND c.clicked_at = v.clicked_at
      WHERE c.utm_link_id <> v.utm_link_id
      UNION ALL
      SELECT v.tenant_id, v.order_id, format('%s percent without a partner', v.commission_rate)
      FROM mkt_utm_conversions v
      JOIN mkt_utm_links l ON l.tenant_id = v.tenant_id AND l.id = v.utm_link_id
      WHERE v.commission_rate IS NOT NULL AND l.affiliate_id IS NULL`,
  },
  {
    name: 'folder_is_not_in_itself',
    says: 'No folder lies in itself, over any number of levels.',
    sql: `
      WITH RECURSIVE above (tenant_id, origin_id, folder_id) AS (
        SELECT tenant_id, id, parent_folder_id FROM mkt_asset_folders WHERE parent_folder_id IS NOT NULL
        UNION
        SELECT a.tenant_id, a.origin_id, f.parent_folder_id
        FROM above a JOIN mkt_asset_folders f ON f.tenant_id = a.tenant_id AND f.id = a.folder_id
        WHERE f.parent_folder_id IS NOT NULL
      )
      SELECT a.tenant_id, a.origin_id AS key, 'lies in itself' AS found FROM above a WHERE a.folder_id = a.origin_id`,
  },
  {
    name: 'link_leads_to_its_page',
    about: 'demo',
    says: 'An order of a demo that is credited to a link was placed in no store, nor on a page of another network.',
    sql: `
      SELECT v.tenant_id, v.order_id AS key, format('by %s, ordered on %s', l.source, coalesce(n.platform_type, 'a store')) AS found
      FROM mkt_utm_conversions v
      JOIN sys_demo_seeds d ON d.tenant_id = v.tenant_id AND d.table_name = 'mkt_utm_conversions'
      JOIN mkt_utm_links l ON l.tenant_id = v.tenant_id AND l.id = v.utm_link_id
      JOIN orders o ON o.tenant_id = v.tenant_id AND o.id = v.order_id
      LEFT JOIN channels_platform_pages g ON g.tenant_id = o.tenant_id AND g.id = o.channel_platform_page_id
      LEFT JOIN channels_platforms n ON n.tenant_id = g.tenant_id AND n.id = g.platform_id
      WHERE v.order_id < 1000000000 AND l.id < 1000000000
        AND (o.store_id IS NOT NULL OR n.platform_type <> CASE l.source WHEN 'newsletter' THEN 'email' ELSE l.source END)`,
  },
];
