import type { Knex } from 'knex';

/** What is in a batch. */
export async function up(knex: Knex): Promise<void> {
  // Derived, so never stored: figures that are kept beside their rows come to differ from them.
  await knex.raw(`
    CREATE VIEW fulfilment_batch_figures WITH (security_invoker = true) AS
    SELECT b.tenant_id, b.id AS batch_id, s.currency_code, count(DISTINCT s.id) AS shipment_count,
      count(DISTINCT s.order_id) AS order_count, count(DISTINCT p.id) AS parcel_count,
      count(DISTINCT p.id) FILTER (WHERE p.status = 'delivered') AS delivered_parcel_count,
      coalesce(sum(l.pieces), 0)::bigint AS piece_count, coalesce(sum(p.estimated_cost), 0) AS estimated_cost,
      coalesce(sum(p.total_cost), 0) AS total_cost, min(s.shipped_at) AS first_shipped_at,
      max(p.delivered_at) AS last_delivered_at
    FROM fulfilment_batches b
    LEFT JOIN fulfilment_shipments s ON s.tenant_id = b.tenant_id AND s.batch_id = b.id
    LEFT JOIN fulfilment_parcels p
      ON p.tenant_id = s.tenant_id AND p.order_id = s.order_id AND p.shipment_id = s.id
    LEFT JOIN LATERAL (
      SELECT sum(x.quantity) AS pieces FROM fulfilment_shipment_lines x
      WHERE x.tenant_id = p.tenant_id AND x.shipment_id = p.shipment_id AND x.parcel_id = p.id
    ) l ON true
    GROUP BY b.tenant_id, b.id, s.currency_code;
    COMMENT ON VIEW fulfilment_batch_figures IS
      'What a batch holds and costs, by the currency of its shipments: shipments, orders, parcels, pieces, how many parcels have arrived, and when.';
    REVOKE ALL ON fulfilment_batch_figures FROM PUBLIC, anon, authenticated;
    GRANT SELECT ON fulfilment_batch_figures TO erp_app, erp_service, erp_definer;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropView('fulfilment_batch_figures');
}
