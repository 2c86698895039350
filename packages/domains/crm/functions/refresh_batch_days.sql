-- may execute: nobody
CREATE OR REPLACE FUNCTION app.refresh_batch_days(p_tenant_id bigint, p_batch_id bigint) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  UPDATE public.crm_reengage_batches_stats d
  SET contacted_count = f.contacted, response_count = f.responded, conversion_count = f.converted,
    total_contacted = f.reached, total_responses = f.answered, total_conversions = f.bought,
    revenue_generated = f.won, total_revenue = f.revenue
  FROM (
    SELECT d.id,
      coalesce(sum(h.contacted) FILTER (WHERE h.day = d.snapshot_date), 0) AS contacted,
      coalesce(sum(h.responded) FILTER (WHERE h.day = d.snapshot_date), 0) AS responded,
      coalesce(sum(h.converted) FILTER (WHERE h.day = d.snapshot_date), 0) AS converted,
      coalesce(sum(h.won) FILTER (WHERE h.day = d.snapshot_date), 0) AS won,
      coalesce(sum(h.contacted), 0) AS reached, coalesce(sum(h.responded), 0) AS answered,
      coalesce(sum(h.converted), 0) AS bought, coalesce(sum(h.won), 0) AS revenue
    FROM public.crm_reengage_batches_stats d
    LEFT JOIN (
      SELECT e.day, count(*) FILTER (WHERE e.step = 'contacted') AS contacted,
        count(*) FILTER (WHERE e.step = 'responded') AS responded,
        count(*) FILTER (WHERE e.step = 'converted') AS converted, coalesce(sum(e.value), 0) AS won
      FROM public.crm_reengage_personal_keys m
      CROSS JOIN LATERAL (VALUES
        ('contacted', (m.contacted_at AT TIME ZONE 'UTC')::date, NULL::numeric),
        ('responded', (m.responded_at AT TIME ZONE 'UTC')::date, NULL),
        ('converted', (m.converted_at AT TIME ZONE 'UTC')::date, m.conversion_value)
      ) AS e (step, day, value)
      WHERE m.tenant_id = p_tenant_id AND m.batch_id = p_batch_id AND e.day IS NOT NULL
      GROUP BY e.day
    ) h ON h.day <= d.snapshot_date
    WHERE d.tenant_id = p_tenant_id AND d.batch_id = p_batch_id
    GROUP BY d.id
  ) f
  WHERE d.tenant_id = p_tenant_id AND d.id = f.id
    AND (d.contacted_count, d.response_count, d.conversion_count, d.total_contacted, d.total_responses,
        d.total_conversions, d.revenue_generated, d.total_revenue)
      IS DISTINCT FROM (f.contacted, f.responded, f.converted, f.reached, f.answered, f.bought, f.won, f.revenue);
END
$$;

COMMENT ON FUNCTION app.refresh_batch_days(bigint, bigint) IS
  'Takes the figures of the days of a win-back batch, where days of it were measured, from its people anew. For triggers that have locked the batch.';
