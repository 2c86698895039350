-- may execute: erp_service
CREATE OR REPLACE FUNCTION app.expire_alerts(p_limit integer DEFAULT 10000) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_expired bigint;
BEGIN
  -- Of every tenant: only the service may call it.
  WITH over AS (
    SELECT a.tenant_id, a.id FROM public.alerts a
    WHERE a.resolved_at IS NULL AND a.expires_at <= now()
    LIMIT p_limit FOR NO KEY UPDATE SKIP LOCKED
  ), ended AS (
    UPDATE public.alerts a SET status = 'resolved', resolved_at = greatest(clock_timestamp(), a.created_at)
    FROM over o WHERE a.tenant_id = o.tenant_id AND a.id = o.id
    RETURNING a.tenant_id, a.id, a.resolved_at
  )
  INSERT INTO public.alert_events (tenant_id, created_at, alert_id, event)
  SELECT e.tenant_id, e.resolved_at, e.id, 'expired' FROM ended e;
  GET DIAGNOSTICS v_expired = ROW_COUNT;
  RETURN v_expired;
END
$$;

COMMENT ON FUNCTION app.expire_alerts(integer) IS
  'Ends the alerts of all tenants that were not raised again for as long as their kind allows, p_limit at most in one call; returns how many. Two at once do not wait for each other. For a job of the service.';
