-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.transition_schedule(
  p_schedule_id bigint, p_to text, p_reason text DEFAULT NULL
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_shift public.schedule;
BEGIN
  PERFORM app.require_permission('workforce.write');
  PERFORM app.require_allowed('schedule', 'status', p_to);
  v_shift := app.lock_schedule(p_schedule_id);
  IF v_shift.status = p_to THEN
    RETURN false;
  END IF;
  PERFORM app.require_path(
    app.schedule_transition_allowed(v_shift.status, p_to), 'Shift ' || p_schedule_id, v_shift.status, p_to,
    'app.schedule_transition_allowed lists the paths of a shift.'
  );
  IF p_to IN ('completed', 'failed') AND v_shift.start_time > now() THEN
    RAISE EXCEPTION 'Shift % has not begun.', p_schedule_id
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Cancel it, or wait for its start.';
  END IF;
  IF p_to = 'confirmed' THEN
    PERFORM app.require_free_time(v_shift.staff_id, v_shift.start_time, v_shift.end_time);
  END IF;

  -- Hours of a shift that does not hold are nobody's: the authorization goes with it.
  UPDATE public.schedule s
  SET authorized_at = CASE WHEN p_to = 'completed' THEN s.authorized_at END,
    authorized_by = CASE WHEN p_to = 'completed' THEN s.authorized_by END,
    status = p_to, reason = coalesce(p_reason, s.reason), updated_by = app.current_user_id()
  WHERE s.tenant_id = v_shift.tenant_id AND s.id = p_schedule_id;
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.transition_schedule(bigint, text, text) IS
  'Moves a shift to another status along an allowed path; when it fails or is cancelled, its hours are not authorized any more. False when it is there already. Needs workforce.write. Raises 22023 for an unknown status, P0002, 55000 when there is no such path or the shift has not begun, 23P01 when the member is not free.';
