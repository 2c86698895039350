-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.decide_time_off(
  p_request_id bigint, p_decision text, p_comment text DEFAULT NULL, p_days numeric DEFAULT NULL
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_user bigint := app.current_user_id();
  v_request public.schedule_time_off_request;
BEGIN
  PERFORM app.require_permission('workforce.approve');
  PERFORM app.require_decimals('number of days', p_days, 2);
  PERFORM app.require_permission('workforce.read_absences');
  IF p_decision IS NULL OR p_decision NOT IN ('approved', 'rejected') THEN
    RAISE EXCEPTION 'A request is not decided as %.', coalesce(p_decision, 'nothing')
      USING ERRCODE = 'invalid_parameter_value', HINT = 'Use approved or rejected; app.cancel_time_off calls it off.';
  END IF;
  v_request := app.lock_time_off(p_request_id);
  IF v_request.staff_id = v_user THEN
    RAISE EXCEPTION 'Nobody decides on the own request.'
      USING ERRCODE = 'insufficient_privilege', HINT = 'Let somebody else who holds workforce.approve do it.';
  END IF;
  IF v_request.status = p_decision THEN
    RETURN false;
  END IF;
  IF v_request.status <> 'pending' THEN
    RAISE EXCEPTION 'Request % is % already.', p_request_id, v_request.status
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Only a pending request can be decided on.';
  END IF;

  IF p_decision = 'approved' THEN
    v_request.days := coalesce(p_days, v_request.days);
    PERFORM app.grant_time_off(v_request, v_user, p_comment);
  ELSE
    UPDATE public.schedule_time_off_request r
    SET status = 'rejected', hr_comment = p_comment, confirmed_by = v_user, confirmed_at = now()
    WHERE r.tenant_id = v_request.tenant_id AND r.id = p_request_id;
  END IF;
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.decide_time_off(bigint, text, text, numeric) IS
  'Approves or rejects a pending request for time off, not ones own; an approval may put right how many days it takes. It waits for whoever confirms a shift of the same member at the same moment, and the second of the two fails. False when it was decided so already. Needs workforce.approve and workforce.read_absences. Raises P0002, 42501, 55000, 23P01 when a confirmed shift stands against it, 23514 when the balance is too low.';
