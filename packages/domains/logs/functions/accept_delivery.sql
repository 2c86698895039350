-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.accept_delivery(p_sent_by text, p_delivery_id text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
BEGIN
  PERFORM app.require_permission('logs.receive');
  INSERT INTO public.logs_webhook_deliveries (tenant_id, sent_by, delivery_id)
  VALUES (v_tenant, p_sent_by, p_delivery_id)
  ON CONFLICT (tenant_id, sent_by, delivery_id) DO NOTHING;
  RETURN FOUND;
END
$$;

COMMENT ON FUNCTION app.accept_delivery(text, text) IS
  'True for the first call with a delivery of a sender, false for every further one, also when many come at once: a second one waits for the first, and takes its place if that is rolled back. Call it in the transaction that handles the delivery. Needs logs.receive.';
