-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.request_time_off(
  p_leave_type_id bigint, p_day_off date, p_last_day_off date DEFAULT NULL, p_details jsonb DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_user bigint := app.current_user_id();
  v_last date := coalesce(p_last_day_off, p_day_off);
  v_type public.leave_type;
  v_request public.schedule_time_off_request;
BEGIN
  PERFORM app.require_permission('workforce.request');
  PERFORM app.require_record('details of a request', coalesce(p_details, '{}'), 'reason text', 'days numeric(5,2)', 'from_time time',
    'until_time time', 'department_id bigint', 'store_id bigint', 'email_body text', 'staff_group text');
  SELECT * INTO v_type FROM public.leave_type t
  WHERE t.tenant_id = v_tenant AND t.id = p_leave_type_id AND t.is_active;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no leave type %.', p_leave_type_id USING ERRCODE = 'no_data_found';
  END IF;
  PERFORM app.lock_member(v_user);

  INSERT INTO public.schedule_time_off_request (
    tenant_id, staff_id, leave_type_id, reason, email_body, staff_group, day_off, last_day_off, from_time, until_time,
    timezone, days
  )
  VALUES (
    v_tenant, v_user, p_leave_type_id, coalesce(p_details ->> 'reason', ''), p_details ->> 'email_body',
    p_details ->> 'staff_group', p_day_off, v_last, (p_details ->> 'from_time')::time, (p_details ->> 'until_time')::time,
    app.workforce_timezone((p_details ->> 'department_id')::bigint, (p_details ->> 'store_id')::bigint),
    coalesce((p_details ->> 'days')::numeric, v_last - p_day_off + 1)
  )
  RETURNING * INTO v_request;

  -- Where nobody has to decide, it counts at once; if something stands against it, somebody has to decide after all.
  IF NOT v_type.requires_approval THEN
    BEGIN
      PERFORM app.grant_time_off(v_request, NULL, NULL);
    EXCEPTION
      WHEN exclusion_violation OR check_violation THEN
        NULL;
    END;
  END IF;
  RETURN v_request.id;
END
$$;

COMMENT ON FUNCTION app.request_time_off(bigint, date, date, jsonb) IS
  'Asks for time off for oneself, from a day to a last day, and returns the request. Details: reason, days (what it takes from the balance, at most the days of the calendar), from_time and until_time for parts of a day, department_id and store_id for the clock, email_body, staff_group. A leave type without approval is approved at once when the member is free and the balance holds; otherwise the request stays pending. Needs workforce.request. Raises P0002, 22023, 23P01 when another request overlaps.';
