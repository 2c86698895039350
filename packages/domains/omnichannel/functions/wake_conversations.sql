-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.wake_conversations(p_limit integer DEFAULT 1000) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_awake integer;
BEGIN
  PERFORM app.require_permission('omnichannel.write');
  UPDATE public.omnichannel_conversation c SET status = 'open', status_note = NULL, snoozed_until = NULL
  FROM (
    SELECT s.id FROM public.omnichannel_conversation s
    WHERE s.tenant_id = v_tenant AND s.status = 'snoozed' AND s.snoozed_until <= now()
    ORDER BY s.snoozed_until LIMIT p_limit FOR NO KEY UPDATE SKIP LOCKED
  ) due
  WHERE c.tenant_id = v_tenant AND c.id = due.id;
  GET DIAGNOSTICS v_awake = ROW_COUNT;
  RETURN v_awake;
END
$$;

COMMENT ON FUNCTION app.wake_conversations(integer) IS
  'Opens the snoozed conversations whose time has come and returns how many; for a job, and safe to run in several sessions. Needs omnichannel.write.';
