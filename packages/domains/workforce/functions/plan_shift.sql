-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.plan_shift(
  p_staff_id bigint, p_day date, p_from time, p_until time, p_details jsonb DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_department bigint;
  v_store bigint;
  v_timezone text;
  v_id bigint;
BEGIN
  PERFORM app.require_permission('workforce.write');
  PERFORM app.require_record('details of a shift', coalesce(p_details, '{}'), 'department_id bigint', 'store_id bigint',
    'shift_name text', 'reason text', 'is_leader_shift boolean');
  v_department := (p_details ->> 'department_id')::bigint;
  v_store := (p_details ->> 'store_id')::bigint;
  v_timezone := app.workforce_timezone(v_department, v_store);
  PERFORM FROM public.sys_tenant_members m
  WHERE m.tenant_id = v_tenant AND m.user_id = p_staff_id AND m.status = 'active';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no active member %.', p_staff_id USING ERRCODE = 'no_data_found';
  END IF;

  INSERT INTO public.schedule (
    tenant_id, staff_id, department_id, store_id, start_time, end_time, timezone, shift_name, reason, is_leader_shift,
    created_by
  )
  VALUES (
    v_tenant, p_staff_id, v_department, v_store, (p_day + p_from) AT TIME ZONE v_timezone,
    -- Until six in the morning, from ten in the evening on: that is the next day.
    (CASE WHEN p_until > p_from THEN p_day ELSE p_day + 1 END + p_until) AT TIME ZONE v_timezone, v_timezone,
    coalesce(p_details ->> 'shift_name', ''), coalesce(p_details ->> 'reason', ''),
    coalesce((p_details ->> 'is_leader_shift')::boolean, false), app.current_user_id()
  )
  RETURNING id INTO v_id;
  RETURN v_id;
END
$$;

COMMENT ON FUNCTION app.plan_shift(bigint, date, time, time, jsonb) IS
  'Drafts a shift by the clock on the wall of its department, store or tenant and returns its id; a shift that ends at or before the time at which it begins ends on the next day. Details: department_id, store_id, shift_name, reason, is_leader_shift. A second call is a second one. Needs workforce.write. Raises P0002, 22023.';
