-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.release_sms(
  p_message_id bigint, p_worker text, p_retry_at timestamptz DEFAULT now(), p_error_code text DEFAULT NULL
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
BEGIN
  PERFORM app.require_permission('sms.deliver');
  UPDATE public.sms_messages m SET status = 'queued', due_at = p_retry_at, provider_error_code = p_error_code
  WHERE m.tenant_id = v_tenant AND m.id = p_message_id AND m.status = 'sending'
    AND m.claimed_by = p_worker;
  RETURN FOUND;
END
$$;

COMMENT ON FUNCTION app.release_sms(bigint, text, timestamptz, text) IS
  'Puts a message back that a worker holds and could not send for now. False when the worker does not hold it any more. Needs sms.deliver.';
