-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.reopen_alert(p_alert_id bigint, p_note text DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_alert public.alerts;
  v_at timestamptz;
BEGIN
  PERFORM app.require_permission('alerts.manage');
  v_alert := app.lock_alert(p_alert_id);
  v_at := greatest(clock_timestamp(), v_alert.created_at);
  IF v_alert.status <> 'resolved' THEN
    RETURN false;
  END IF;
  BEGIN
    -- It stays open until somebody ends it: the clock of its kind starts when it is raised again.
    UPDATE public.alerts a
    SET status = 'open', resolved_at = NULL, resolved_by = NULL, resolution_notes = NULL, acknowledged_at = NULL,
      acknowledged_by = NULL, expires_at = NULL
    WHERE a.tenant_id = v_alert.tenant_id AND a.id = p_alert_id;
  EXCEPTION
    WHEN unique_violation THEN
      RAISE EXCEPTION 'Another alert of this kind is open on the same subject.'
        USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = format('It was raised after alert %s was resolved.', p_alert_id),
        HINT = 'Work on that one.';
  END;
  INSERT INTO public.alert_events (tenant_id, created_at, alert_id, event, user_id, note)
  VALUES (v_alert.tenant_id, v_at, p_alert_id, 'reopened', app.current_user_id(), p_note);
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.reopen_alert(bigint, text) IS
  'Opens a resolved alert again; false when it is open. Needs alerts.manage. Raises P0002, 55000 when another one of the kind is open on the subject by now.';
