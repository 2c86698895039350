-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.authorize_shift(p_schedule_id bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_shift public.schedule;
BEGIN
  PERFORM app.require_permission('workforce.approve');
  v_shift := app.lock_schedule(p_schedule_id);
  IF v_shift.authorized_at IS NOT NULL THEN
    RETURN false;
  END IF;
  IF v_shift.staff_id = app.current_user_id() THEN
    RAISE EXCEPTION 'Nobody authorizes the own hours.'
      USING ERRCODE = 'insufficient_privilege', HINT = 'Let somebody else who holds workforce.approve do it.';
  END IF;
  IF v_shift.status NOT IN ('confirmed', 'completed') THEN
    RAISE EXCEPTION 'Shift % is %.', p_schedule_id, v_shift.status
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Hours are authorized of confirmed and completed shifts.';
  END IF;

  UPDATE public.schedule s SET authorized_at = now(), authorized_by = app.current_user_id()
  WHERE s.tenant_id = v_shift.tenant_id AND s.id = p_schedule_id;
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.authorize_shift(bigint) IS
  'Authorizes the hours of a confirmed or completed shift; not ones own. False when they are already. Needs workforce.approve. Raises P0002, 42501, 55000.';
