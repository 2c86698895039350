-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.record_sms_callback(
  p_provider text, p_provider_message_sid text, p_status text, p_at timestamptz DEFAULT now(),
  p_error_code text DEFAULT NULL, p_payload jsonb DEFAULT NULL
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_message bigint;
BEGIN
  PERFORM app.require_permission('sms.deliver');
  IF p_status IN ('sent', 'delivered', 'read', 'failed') IS NOT TRUE THEN
    RAISE EXCEPTION '"%" is nothing that a provider reports.', p_status
      USING ERRCODE = 'invalid_parameter_value', HINT = 'One of sent, delivered, read, failed.';
  END IF;
  SELECT k.message_id INTO v_message FROM public.sms_message_keys k
  WHERE k.tenant_id = v_tenant AND k.scope = p_provider AND k.key = p_provider_message_sid
    AND k.scope <> 'client';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'No message is known as % at %.', p_provider_message_sid, p_provider
      USING ERRCODE = 'no_data_found',
      HINT = 'The report may have overtaken the worker: answer with an error, and the provider reports again.';
  END IF;
  RETURN app.record_sms_status(v_message, p_status, p_at, p_provider_message_sid, p_error_code, p_payload);
END
$$;

COMMENT ON FUNCTION app.record_sms_callback(text, text, text, timestamptz, text, jsonb) IS
  'The same as app.record_sms_status for a provider that names a message by its own id. Raises P0002 while the id is not known yet.';
