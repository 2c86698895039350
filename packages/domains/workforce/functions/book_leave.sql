-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.book_leave(
  p_user_id bigint, p_leave_type_id bigint, p_days numeric, p_effective_on date, p_reason text DEFAULT NULL, p_kind text DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_kind text := coalesce(p_kind, CASE WHEN p_days > 0 THEN 'grant' ELSE 'adjustment' END);
  v_id bigint;
BEGIN
  PERFORM app.require_permission('workforce.manage');
  PERFORM app.require_decimals('number of days', p_days, 2);
  IF v_kind NOT IN ('grant', 'adjustment', 'expiry') THEN
    RAISE EXCEPTION 'Leave is not booked as %.', v_kind
      USING ERRCODE = 'invalid_parameter_value', HINT = 'Use grant, adjustment or expiry; requests book the rest.';
  END IF;
  PERFORM app.lock_member(p_user_id);
  PERFORM FROM public.leave_type t WHERE t.tenant_id = v_tenant AND t.id = p_leave_type_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no leave type %.', p_leave_type_id USING ERRCODE = 'no_data_found';
  END IF;
  IF p_days < 0 AND app.lowest_leave_balance(p_user_id, p_leave_type_id, p_effective_on) + p_days < 0 THEN
    RAISE EXCEPTION 'The balance does not hold that many days.'
      USING ERRCODE = 'check_violation',
      DETAIL = format('At most %s can be taken away.',
        greatest(app.lowest_leave_balance(p_user_id, p_leave_type_id, p_effective_on), 0)),
      HINT = 'What was approved already counts; cancel it first.';
  END IF;

  INSERT INTO public.leave_entry (tenant_id, staff_id, leave_type_id, kind, days, effective_on, reason, created_by)
  VALUES (v_tenant, p_user_id, p_leave_type_id, v_kind, p_days, p_effective_on, coalesce(p_reason, ''),
    app.current_user_id())
  RETURNING id INTO v_id;
  RETURN v_id;
END
$$;

COMMENT ON FUNCTION app.book_leave(bigint, bigint, numeric, date, text, text) IS
  'Gives a member days of leave from a day on, or takes them away again, and returns the entry. The kind is grant, adjustment or expiry; grant when days are given and adjustment otherwise, unless it is said. A second call is a second one. Needs workforce.manage. Raises P0002, 22023, 23514 when the balance would become negative then or later.';
