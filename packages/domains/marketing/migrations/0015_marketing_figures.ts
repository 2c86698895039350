import type { Knex } from 'knex';

/** What campaigns and partners have brought. */
export async function up(knex: Knex): Promise<void> {
  // Derived, so never stored: money that is kept beside its rows comes to differ from them.
  await knex.raw(`
    CREATE VIEW mkt_campaign_figures WITH (security_invoker = true) AS
    SELECT c.tenant_id, c.id AS campaign_id, c.currency_code, a.activity_count, a.completed_count, a.allocated,
      l.link_count, l.clicks, l.conversions, r.revenue
    FROM mkt_campaigns c
    CROSS JOIN LATERAL (
      SELECT count(*) AS activity_count, count(*) FILTER (WHERE x.status = 'completed') AS completed_count,
        coalesce(sum(x.budget), 0) AS allocated
      FROM mkt_campaign_activities x
      WHERE x.tenant_id = c.tenant_id AND x.campaign_id = c.id AND x.status <> 'cancelled' AND x.deleted_at IS NULL
    ) a
    CROSS JOIN LATERAL (
      SELECT count(*) AS link_count, coalesce(sum(u.clicks), 0)::bigint AS clicks,
        coalesce(sum(u.conversions), 0)::bigint AS conversions
      FROM mkt_utm_links u WHERE u.tenant_id = c.tenant_id AND u.campaign_id = c.id
    ) l
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(o.total), 0) AS revenue
      FROM mkt_utm_links u
      JOIN mkt_utm_conversions v ON v.tenant_id = u.tenant_id AND v.utm_link_id = u.id
      JOIN orders o ON o.tenant_id = v.tenant_id AND o.id = v.order_id
      WHERE u.tenant_id = c.tenant_id AND u.campaign_id = c.id AND o.currency_code = c.currency_code
        AND o.status NOT IN ('draft', 'cancelled')
    ) r
    WHERE c.deleted_at IS NULL;
    COMMENT ON VIEW mkt_campaign_figures IS
      'What belongs to a living campaign and what it brought: its activities without the cancelled ones, the money given to them, its links with those that were deleted, and the totals of the placed orders credited to them in its currency.';

    CREATE VIEW mkt_affiliate_figures WITH (security_invoker = true) AS
    SELECT u.tenant_id, u.affiliate_id, o.currency_code, count(*) AS conversions, sum(o.total) AS revenue,
      sum(round(o.total * coalesce(v.commission_rate, 0) / 100, 2)) AS commission
    FROM mkt_utm_conversions v
    JOIN mkt_utm_links u ON u.tenant_id = v.tenant_id AND u.id = v.utm_link_id
    JOIN orders o ON o.tenant_id = v.tenant_id AND o.id = v.order_id
    WHERE u.affiliate_id IS NOT NULL AND o.status NOT IN ('draft', 'cancelled')
    GROUP BY u.tenant_id, u.affiliate_id, o.currency_code;
    COMMENT ON VIEW mkt_affiliate_figures IS
      'What a partner brought, by currency: placed orders credited to their links, the totals of these, and the commission at the rate that each was won at.';

    REVOKE ALL ON mkt_campaign_figures, mkt_affiliate_figures FROM PUBLIC, anon, authenticated;
    GRANT SELECT ON mkt_campaign_figures, mkt_affiliate_figures TO erp_app, erp_service, erp_definer;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropView('mkt_affiliate_figures');
  await knex.schema.dropView('mkt_campaign_figures');
}
