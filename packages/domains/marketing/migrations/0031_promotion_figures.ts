import type { Knex } from 'knex';

/** What promotions have given and brought. */
export async function up(knex: Knex): Promise<void> {
  // Derived, so never stored: money that is kept beside its rows comes to differ from them.
  await knex.raw(`
    CREATE VIEW mkt_promotion_figures WITH (security_invoker = true) AS
    SELECT p.tenant_id, p.id AS promotion_id, p.currency_code,
      count(r.id) AS redemption_count,
      count(DISTINCT r.customer_id) AS customer_count,
      coalesce(sum(r.discount_amount), 0) AS discount_given,
      coalesce(sum(o.total) FILTER (WHERE o.status NOT IN ('draft', 'cancelled')), 0) AS revenue
    FROM mkt_promotions p
    LEFT JOIN mkt_promotion_redemptions r
      ON r.tenant_id = p.tenant_id AND r.promotion_id = p.id AND r.released_at IS NULL
    LEFT JOIN orders o ON o.tenant_id = r.tenant_id AND o.id = r.order_id
    WHERE p.deleted_at IS NULL
    GROUP BY p.tenant_id, p.id;
    COMMENT ON VIEW mkt_promotion_figures IS
      'What the standing redemptions of a promotion come to: how many, for how many customers, the discount given, and the totals of the placed orders that have it. An order with two promotions is in the revenue of both.';
    REVOKE ALL ON mkt_promotion_figures FROM PUBLIC, anon, authenticated;
    GRANT SELECT ON mkt_promotion_figures TO erp_app, erp_service, erp_definer;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropView('mkt_promotion_figures');
}
