-- may execute: erp_service
CREATE OR REPLACE FUNCTION app.advance_promotions(p_tenant_id bigint DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_moved bigint;
BEGIN
  -- Only what the clock has overtaken, and nothing that somebody is working on: the next run comes.
  WITH due AS (
    SELECT p.tenant_id, p.id FROM public.mkt_promotions p
    WHERE p.tenant_id = coalesce(p_tenant_id, p.tenant_id) AND p.deleted_at IS NULL
      AND (p.status = 'scheduled' AND p.starts_at <= now() OR p.status = 'active' AND p.ends_at <= now())
    ORDER BY p.tenant_id, p.id FOR NO KEY UPDATE SKIP LOCKED
  )
  UPDATE public.mkt_promotions p
  SET status = CASE p.status WHEN 'scheduled' THEN 'active' ELSE 'ended' END
  FROM due d WHERE p.tenant_id = d.tenant_id AND p.id = d.id;
  GET DIAGNOSTICS v_moved = ROW_COUNT;
  RETURN v_moved;
END
$$;

COMMENT ON FUNCTION app.advance_promotions(bigint) IS
  'Lets the status of promotions follow the clock, of one tenant or of all: scheduled to active at the start, active to ended at the end. For a job; discounts look at the clock themselves. Returns how many moved.';
