import { withoutTriggers } from '@erp/kit/demo';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import type { Knex } from 'knex';
import { affiliates } from '../factories/affiliates.ts';
import { assetFolders } from '../factories/asset-folders.ts';
import { brandColors } from '../factories/brand-colors.ts';
import { brandGuidelines } from '../factories/brand-guidelines.ts';
import { brandLogos } from '../factories/brand-logos.ts';
import { brandSettings } from '../factories/brand-settings.ts';
import { brandTypography } from '../factories/brand-typography.ts';
import { campaignActivities } from '../factories/campaign-activities.ts';
import { campaignActivitiesHistory } from '../factories/campaign-activities-history.ts';
import { campaignChannels } from '../factories/campaign-channels.ts';
import { campaignGoals } from '../factories/campaign-goals.ts';
import { campaignMembers } from '../factories/campaign-members.ts';
import { campaignProjects } from '../factories/campaign-projects.ts';
import { campaignStatusHistory } from '../factories/campaign-status-history.ts';
import { campaigns } from '../factories/campaigns.ts';
import { marketingAssets } from '../factories/marketing-assets.ts';
import { marketingChannels } from '../factories/marketing-channels.ts';
import { referenceDocuments } from '../factories/reference-documents.ts';
import { utmClicks } from '../factories/utm-clicks.ts';
import { utmConversions } from '../factories/utm-conversions.ts';
import { utmLinks } from '../factories/utm-links.ts';

/** Campaigns and what belongs to brands, in the order in which they are loaded. */
export const campaignFactories = [
  marketingChannels,
  campaigns,
  campaignStatusHistory,
  campaignGoals,
  campaignActivities,
  campaignActivitiesHistory,
  campaignMembers,
  campaignProjects,
  campaignChannels,
  assetFolders,
  marketingAssets,
  brandSettings,
  brandColors,
  brandTypography,
  brandLogos,
  brandGuidelines,
  affiliates,
  utmLinks,
  utmClicks,
  utmConversions,
  referenceDocuments,
];

/** Counts what links brought, and tells crm by which campaign people came. */
export async function finishCampaigns(trx: Knex, tenants: readonly DemoTenant[]): Promise<void> {
  const ids = tenants.map((tenant) => tenant.id);
  await withoutTriggers(trx, TOLD, async () => {
    for (const statement of [LINKS, ORDERS, cameBy('crm_potential'), cameBy('crm_personal_journey')])
      await trx.raw(statement, { ids });
  });
}

const TOLD = ['mkt_utm_links', 'mkt_campaign_goals', 'crm_potential', 'crm_personal_journey'];

const LINKS = `
  UPDATE mkt_utm_links l
  SET clicks = s.clicks, conversions = s.conversions, updated_at = greatest(l.updated_at, s.clicked_at, s.converted_at),
    updated_by = coalesce(s.cancelled_by, l.updated_by)
  FROM (
    SELECT k.tenant_id, k.id, coalesce(c.clicks, 0) AS clicks, coalesce(v.conversions, 0) AS conversions,
      c.clicked_at, v.converted_at, o.cancelled_by
    FROM mkt_utm_links k
    LEFT JOIN (
      SELECT tenant_id, utm_link_id, count(*) AS clicks, max(clicked_at) AS clicked_at FROM mkt_utm_clicks
      WHERE tenant_id = ANY (:ids) GROUP BY tenant_id, utm_link_id
    ) c ON c.tenant_id = k.tenant_id AND c.utm_link_id = k.id
    LEFT JOIN (
      SELECT tenant_id, utm_link_id, count(*) FILTER (WHERE cancelled_at IS NULL) AS conversions,
        max(greatest(converted_at, cancelled_at)) AS converted_at
      FROM mkt_utm_conversions
      WHERE tenant_id = ANY (:ids) GROUP BY tenant_id, utm_link_id
    ) v ON v.tenant_id = k.tenant_id AND v.utm_link_id = k.id
    -- Clicks and credits are taken in by a job; whoever cancels an order takes its credit away.
    LEFT JOIN (
      SELECT DISTINCT ON (v.tenant_id, v.utm_link_id) v.tenant_id, v.utm_link_id, h.changed_by AS cancelled_by
      FROM mkt_utm_conversions v
      JOIN order_status_history h ON h.tenant_id = v.tenant_id AND h.order_id = v.order_id
        AND h.to_status = 'cancelled' AND h.changed_by IS NOT NULL
      WHERE v.tenant_id = ANY (:ids)
      ORDER BY v.tenant_id, v.utm_link_id, h.changed_at DESC, h.id DESC
    ) o ON o.tenant_id = k.tenant_id AND o.utm_link_id = k.id
    WHERE k.tenant_id = ANY (:ids)
  ) s
  WHERE l.tenant_id = s.tenant_id AND l.id = s.id AND (l.clicks, l.conversions) IS DISTINCT FROM (s.clicks, s.conversions)`;

/** The goal of a campaign that counts orders has reached what its links have brought. */
const ORDERS = `
  UPDATE mkt_campaign_goals g SET achieved_value = s.conversions
  FROM (
    SELECT l.tenant_id, l.campaign_id, sum(l.conversions) AS conversions FROM mkt_utm_links l
    WHERE l.tenant_id = ANY (:ids) AND l.campaign_id IS NOT NULL GROUP BY l.tenant_id, l.campaign_id
  ) s
  WHERE g.tenant_id = s.tenant_id AND g.campaign_id = s.campaign_id AND g.id < 1000000000 AND g.unit = 'orders'
    AND g.achieved_value <> s.conversions`;

/** Every third row of the story that fell into a campaign came by it; what people wrote is theirs. */
function cameBy(table: 'crm_potential' | 'crm_personal_journey'): string {
  return `
    UPDATE ${table} p SET campaign_id = c.id
    FROM (
      SELECT p.tenant_id, p.id, min(c.id) AS campaign_id
      FROM ${table} p
      JOIN mkt_campaigns c ON c.tenant_id = p.tenant_id AND c.id < 1000000000 AND c.status NOT IN ('draft', 'planning', 'cancelled')
        AND (p.created_at AT TIME ZONE 'UTC')::date BETWEEN c.start_date AND coalesce(c.end_date, 'infinity')
      WHERE p.tenant_id = ANY (:ids) AND p.id % 3 = 0 AND p.id < 1000000000 AND p.campaign_id IS NULL
      GROUP BY p.tenant_id, p.id
    ) f
    JOIN mkt_campaigns c ON c.tenant_id = f.tenant_id AND c.id = f.campaign_id
    WHERE p.tenant_id = f.tenant_id AND p.id = f.id`;
}
