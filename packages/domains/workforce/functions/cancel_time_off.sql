-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.cancel_time_off(p_request_id bigint, p_comment text DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_user bigint := app.current_user_id();
  v_request public.schedule_time_off_request;
BEGIN
  PERFORM app.require_permission('workforce.request');
  -- Whoever may not see the requests of others is told of them what is told of none.
  IF NOT app.has_permission('workforce.approve') OR NOT app.has_permission('workforce.read_absences') THEN
    PERFORM FROM public.schedule_time_off_request r
    WHERE r.tenant_id = v_tenant AND r.id = p_request_id AND r.staff_id = v_user;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'There is no request %.', p_request_id USING ERRCODE = 'no_data_found';
    END IF;
  END IF;
  v_request := app.lock_time_off(p_request_id);
  IF v_request.status = 'cancelled' THEN
    RETURN false;
  END IF;
  IF v_request.status = 'rejected' THEN
    RAISE EXCEPTION 'Request % is rejected already.', p_request_id USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  IF v_request.status = 'approved' AND v_request.staff_id = v_user AND v_request.start_time <= now() THEN
    RAISE EXCEPTION 'The absence has begun.'
      USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = 'Let somebody else who holds workforce.approve call it off.';
  END IF;

  UPDATE public.schedule s SET status = 'cancelled', updated_by = v_user
  WHERE s.tenant_id = v_request.tenant_id AND s.id = v_request.schedule_id;
  INSERT INTO public.leave_entry (
    tenant_id, staff_id, leave_type_id, kind, days, effective_on, time_off_request_id, reason, created_by
  )
  SELECT e.tenant_id, e.staff_id, e.leave_type_id, 'reversal', -e.days, e.effective_on, e.time_off_request_id,
    coalesce(p_comment, ''), v_user
  FROM public.leave_entry e
  WHERE e.tenant_id = v_request.tenant_id AND e.time_off_request_id = p_request_id AND e.kind = 'consumption';
  UPDATE public.schedule_time_off_request r
  SET status = 'cancelled', hr_comment = coalesce(p_comment, r.hr_comment)
  WHERE r.tenant_id = v_request.tenant_id AND r.id = p_request_id;
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.cancel_time_off(bigint, text) IS
  'Calls off a pending or approved request: the absence leaves the schedule and the days go back to the balance. The member may until the absence begins, an approver also later. False when it was called off already. Needs workforce.request; for others workforce.approve and workforce.read_absences too. Raises P0002, 55000.';
