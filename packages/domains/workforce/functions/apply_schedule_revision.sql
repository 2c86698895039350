-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.apply_schedule_revision(p_revision_id bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_revision public.schedule_revision;
  v_staff bigint[];
  v_member bigint;
  v_shift record;
  v_detail public.schedule_revision_detail;
  v_id bigint;
BEGIN
  PERFORM app.require_permission('workforce.write');
  SELECT * INTO v_revision FROM public.schedule_revision r
  WHERE r.tenant_id = v_tenant AND r.id = p_revision_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no revision %.', p_revision_id USING ERRCODE = 'no_data_found';
  END IF;
  IF v_revision.applied_at IS NOT NULL THEN
    RETURN false;
  END IF;
  IF NOT EXISTS (SELECT FROM public.schedule_revision_detail d
                 WHERE d.tenant_id = v_tenant AND d.revision_id = p_revision_id) THEN
    RAISE EXCEPTION 'Revision % has no details.', p_revision_id
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Add a detail first.';
  END IF;

  -- Members in the order of their numbers, then shifts in that of theirs.
  SELECT array_agg(w.staff_id ORDER BY w.staff_id) INTO v_staff
  FROM (
    SELECT d.staff_id FROM public.schedule_revision_detail d
    WHERE d.tenant_id = v_tenant AND d.revision_id = p_revision_id
    UNION
    SELECT s.staff_id FROM public.schedule_revision_detail d
    JOIN public.schedule s ON s.tenant_id = d.tenant_id AND s.id = d.schedule_id
    WHERE d.tenant_id = v_tenant AND d.revision_id = p_revision_id
  ) w;
  FOREACH v_member IN ARRAY v_staff LOOP
    PERFORM app.lock_member(v_member);
  END LOOP;
  PERFORM FROM public.schedule s
  WHERE s.tenant_id = v_tenant AND s.id IN (
    SELECT d.schedule_id FROM public.schedule_revision_detail d
    WHERE d.tenant_id = v_tenant AND d.revision_id = p_revision_id
  )
  ORDER BY s.id FOR NO KEY UPDATE;

  -- Statements of their own from here on, which see what was committed while this one waited.
  SELECT s.id, s.status, s.staff_id, s.leave_type_id INTO v_shift
  FROM public.schedule_revision_detail d
  JOIN public.schedule s ON s.tenant_id = d.tenant_id AND s.id = d.schedule_id
  WHERE d.tenant_id = v_tenant AND d.revision_id = p_revision_id
    AND (s.status NOT IN ('draft', 'confirmed') OR s.leave_type_id IS NOT NULL OR s.staff_id <> ALL (v_staff))
  ORDER BY s.id LIMIT 1;
  IF FOUND AND v_shift.leave_type_id IS NOT NULL THEN
    RAISE EXCEPTION 'There is no shift %.', v_shift.id
      USING ERRCODE = 'no_data_found', HINT = 'Absences are changed through their time-off request.';
  ELSIF FOUND AND v_shift.status NOT IN ('draft', 'confirmed') THEN
    RAISE EXCEPTION 'Shift % is % and cannot be revised.', v_shift.id, v_shift.status
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Take the detail out of the revision.';
  ELSIF FOUND THEN
    RAISE EXCEPTION 'Shift % was given to somebody else in the meantime.', v_shift.id
      USING ERRCODE = 'serialization_failure', HINT = 'Try again.';
  END IF;

  -- A report tells of who was there, and when: neither changes under it.
  SELECT s.id, s.shift_report_id AS report INTO v_shift
  FROM public.schedule_revision_detail d
  JOIN public.schedule s ON s.tenant_id = d.tenant_id AND s.id = d.schedule_id AND s.shift_report_id IS NOT NULL
  WHERE d.tenant_id = v_tenant AND d.revision_id = p_revision_id AND d.action = 'update'
    AND (s.staff_id, s.work_date)
      IS DISTINCT FROM (d.staff_id, (d.start_time AT TIME ZONE d.timezone)::date)
  ORDER BY s.id LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'Shift % has a report and keeps its member and its day.', v_shift.id
      USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = format('It is report %s.', v_shift.report),
      HINT = 'Take the detail out of the revision; cancel the shift and plan another one.';
  END IF;

  -- What is called off makes room first. Two shifts may change places: all are changed by one statement, and the
  -- constraint is deferrable, so it judges when the statement is done.
  UPDATE public.schedule_revision_detail d
  SET previous = to_jsonb(s) - ARRAY['tenant_id', 'id', 'created_at', 'created_by']
  FROM public.schedule s
  WHERE d.tenant_id = v_tenant AND d.revision_id = p_revision_id AND s.tenant_id = d.tenant_id AND s.id = d.schedule_id;

  UPDATE public.schedule s
  SET status = 'cancelled', reason = d.reason, authorized_at = NULL, authorized_by = NULL,
    updated_by = app.current_user_id()
  FROM public.schedule_revision_detail d
  WHERE d.tenant_id = v_tenant AND d.revision_id = p_revision_id AND d.action = 'cancel'
    AND s.tenant_id = d.tenant_id AND s.id = d.schedule_id;

  -- Hours that were authorized were others.
  UPDATE public.schedule s
  SET staff_id = d.staff_id, department_id = d.department_id, start_time = d.start_time, end_time = d.end_time,
    timezone = d.timezone, shift_name = d.shift_name, reason = d.reason, is_leader_shift = d.is_leader_shift,
    status = CASE WHEN d.is_confirmed THEN 'confirmed' ELSE s.status END,
    authorized_at = NULL, authorized_by = NULL, updated_by = app.current_user_id()
  FROM public.schedule_revision_detail d
  WHERE d.tenant_id = v_tenant AND d.revision_id = p_revision_id AND d.action = 'update'
    AND s.tenant_id = d.tenant_id AND s.id = d.schedule_id;

  FOR v_detail IN
    SELECT * FROM public.schedule_revision_detail d
    WHERE d.tenant_id = v_tenant AND d.revision_id = p_revision_id AND d.action = 'create' ORDER BY d.id
  LOOP
    INSERT INTO public.schedule (
      tenant_id, staff_id, department_id, start_time, end_time, timezone, shift_name, reason, is_leader_shift, status,
      created_by
    )
    VALUES (
      v_tenant, v_detail.staff_id, v_detail.department_id, v_detail.start_time, v_detail.end_time, v_detail.timezone,
      v_detail.shift_name, v_detail.reason, v_detail.is_leader_shift,
      CASE WHEN v_detail.is_confirmed THEN 'confirmed' ELSE 'draft' END, app.current_user_id()
    )
    RETURNING id INTO v_id;
    UPDATE public.schedule_revision_detail d SET schedule_id = v_id, applied_at = now()
    WHERE d.tenant_id = v_tenant AND d.id = v_detail.id;
  END LOOP;

  UPDATE public.schedule_revision_detail d SET applied_at = now()
  WHERE d.tenant_id = v_tenant AND d.revision_id = p_revision_id AND d.applied_at IS NULL;
  UPDATE public.schedule_revision r SET applied_at = now(), applied_by = app.current_user_id()
  WHERE r.tenant_id = v_tenant AND r.id = p_revision_id;
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.apply_schedule_revision(bigint) IS
  'Lets a revision take effect: makes, changes and calls off all of its shifts, or none; keeps what they were before. False when it was applied already. Needs workforce.write. Raises P0002, 55000 when it has no details, a shift is over, or one with a report would change its member or day, 23P01 when a member would be in two places, 40001 when a draft changed hands meanwhile.';
