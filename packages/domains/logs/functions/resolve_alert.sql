-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.resolve_alert(p_alert_id bigint, p_notes text DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_alert public.alerts;
  v_at timestamptz;
BEGIN
  PERFORM app.require_permission('alerts.manage');
  v_alert := app.lock_alert(p_alert_id);
  v_at := greatest(clock_timestamp(), v_alert.created_at);
  IF v_alert.status = 'resolved' THEN
    RETURN false;
  END IF;
  UPDATE public.alerts a
  SET status = 'resolved', resolved_at = v_at, resolved_by = app.current_user_id(),
    resolution_notes = p_notes
  WHERE a.tenant_id = v_alert.tenant_id AND a.id = p_alert_id;
  INSERT INTO public.alert_events (tenant_id, created_at, alert_id, event, user_id, note)
  VALUES (v_alert.tenant_id, v_at, p_alert_id, 'resolved', app.current_user_id(), p_notes);
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.resolve_alert(bigint, text) IS
  'Ends an alert, with what was done about it; false when it was over already. Needs alerts.manage. Raises P0002.';
