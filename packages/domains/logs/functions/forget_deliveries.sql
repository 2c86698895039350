-- may execute: erp_service
CREATE OR REPLACE FUNCTION app.forget_deliveries(p_keep interval DEFAULT '90 days', p_limit integer DEFAULT 10000)
RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_forgotten bigint;
BEGIN
  -- Of every tenant: only the service may call it.
  DELETE FROM public.logs_webhook_deliveries d
  USING (
    SELECT o.tenant_id, o.sent_by, o.delivery_id FROM public.logs_webhook_deliveries o
    WHERE o.created_at < now() - p_keep
    LIMIT p_limit FOR UPDATE SKIP LOCKED
  ) old
  WHERE d.tenant_id = old.tenant_id AND d.sent_by = old.sent_by AND d.delivery_id = old.delivery_id;
  GET DIAGNOSTICS v_forgotten = ROW_COUNT;
  RETURN v_forgotten;
END
$$;

COMMENT ON FUNCTION app.forget_deliveries(interval, integer) IS
  'Forgets deliveries older than p_keep, of all tenants, p_limit at most in one call; returns how many. Two at once do not wait for each other. Keep them longer than any sender tries again. For a job of the service.';
