-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.cancel_sms(p_message_id bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
BEGIN
  PERFORM app.require_permission('sms.send');
  UPDATE public.sms_messages m SET status = 'cancelled', due_at = NULL, provider_error_code = 'withdrawn'
  WHERE m.tenant_id = v_tenant AND m.id = p_message_id AND m.status = 'queued';
  RETURN FOUND;
END
$$;

COMMENT ON FUNCTION app.cancel_sms(bigint) IS
  'Withdraws a message that no worker has taken yet. False when it is too late. Needs sms.send.';
