-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.acknowledge_alert(p_alert_id bigint, p_note text DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_alert public.alerts;
  v_at timestamptz;
BEGIN
  PERFORM app.require_permission('alerts.manage');
  v_alert := app.lock_alert(p_alert_id);
  v_at := greatest(clock_timestamp(), v_alert.created_at);
  IF v_alert.status = 'acknowledged' THEN
    RETURN false;
  END IF;
  IF v_alert.status = 'resolved' THEN
    RAISE EXCEPTION 'Alert % is resolved.', p_alert_id
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Open it again first: app.reopen_alert.';
  END IF;
  UPDATE public.alerts a
  SET status = 'acknowledged', acknowledged_at = v_at, acknowledged_by = app.current_user_id()
  WHERE a.tenant_id = v_alert.tenant_id AND a.id = p_alert_id;
  INSERT INTO public.alert_events (tenant_id, created_at, alert_id, event, user_id, note)
  VALUES (v_alert.tenant_id, v_at, p_alert_id, 'acknowledged', app.current_user_id(), p_note);
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.acknowledge_alert(bigint, text) IS
  'The current user takes an open alert on; false when somebody has it already. Needs alerts.manage. Raises P0002, 55000 when it is resolved.';
