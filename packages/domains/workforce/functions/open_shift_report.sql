-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.open_shift_report(
  p_schedule_id bigint DEFAULT NULL, p_store_id bigint DEFAULT NULL, p_department_id bigint DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_user bigint := app.current_user_id();
  v_shift public.schedule;
  v_id bigint;
BEGIN
  PERFORM app.require_permission('workforce.request');
  PERFORM app.lock_member(v_user);
  SELECT r.id INTO v_id FROM public.shift_report r
  WHERE r.tenant_id = v_tenant AND r.staff_id = v_user AND r.status = 'draft';
  IF FOUND THEN
    RAISE EXCEPTION 'Report % is still open.', v_id
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Close it by app.close_shift_report first.';
  END IF;
  IF p_schedule_id IS NOT NULL THEN
    SELECT * INTO v_shift FROM public.schedule s
    WHERE s.tenant_id = v_tenant AND s.id = p_schedule_id AND s.staff_id = v_user AND s.leave_type_id IS NULL
      AND s.status IN ('confirmed', 'completed')
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'There is no confirmed shift % of yours.', p_schedule_id USING ERRCODE = 'no_data_found';
    END IF;
  END IF;

  INSERT INTO public.shift_report (tenant_id, staff_id, store_id, department_id, started_at, report_date)
  VALUES (
    v_tenant, v_user, coalesce(p_store_id, v_shift.store_id), coalesce(p_department_id, v_shift.department_id), now(),
    coalesce(
      v_shift.work_date,
      (now() AT TIME ZONE app.workforce_timezone(p_department_id, p_store_id))::date
    )
  )
  -- Never met under the lock; for a session whose snapshot is older than the other one's, that is 40001.
  ON CONFLICT DO NOTHING
  RETURNING id INTO v_id;
  UPDATE public.schedule s SET shift_report_id = v_id WHERE s.tenant_id = v_tenant AND s.id = p_schedule_id;
  RETURN v_id;
END
$$;

COMMENT ON FUNCTION app.open_shift_report(bigint, bigint, bigint) IS
  'Opens the report of ones own shift and returns it; there is one open report per member. The report belongs to the day on which the shift began by the clock on the wall. Needs workforce.request. Raises P0002 when the shift is none of yours or not confirmed, 55000 when a report is open, as after a second call.';
