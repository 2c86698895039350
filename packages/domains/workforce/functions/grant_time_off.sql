-- may execute: nobody
CREATE OR REPLACE FUNCTION app.grant_time_off(
  p_request public.schedule_time_off_request, p_decider bigint, p_comment text
) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_balance numeric;
  v_schedule bigint;
BEGIN
  PERFORM app.require_free_time(p_request.staff_id, p_request.start_time, p_request.end_time);
  IF (SELECT t.tracks_balance FROM public.leave_type t
      WHERE t.tenant_id = p_request.tenant_id AND t.id = p_request.leave_type_id) THEN
    v_balance := app.lowest_leave_balance(p_request.staff_id, p_request.leave_type_id, p_request.day_off);
    IF v_balance < p_request.days THEN
      RAISE EXCEPTION 'The balance does not hold % days.', p_request.days
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_leave_entry_days',
        DETAIL = format('%s can be taken on %s.', greatest(v_balance, 0), p_request.day_off),
        HINT = 'Grant more days by app.book_leave, or reject the request.';
    END IF;
    INSERT INTO public.leave_entry (
      tenant_id, staff_id, leave_type_id, kind, days, effective_on, time_off_request_id, created_by
    )
    VALUES (
      p_request.tenant_id, p_request.staff_id, p_request.leave_type_id, 'consumption', -p_request.days,
      p_request.day_off, p_request.id, p_decider
    );
  END IF;

  INSERT INTO public.schedule (
    tenant_id, staff_id, start_time, end_time, timezone, leave_type_id, status, created_by
  )
  VALUES (
    p_request.tenant_id, p_request.staff_id, p_request.start_time, p_request.end_time, p_request.timezone,
    p_request.leave_type_id, 'confirmed', p_decider
  )
  RETURNING id INTO v_schedule;

  UPDATE public.schedule_time_off_request r
  SET status = 'approved', days = p_request.days, schedule_id = v_schedule, hr_comment = p_comment,
    confirmed_by = p_decider, confirmed_at = now()
  WHERE r.tenant_id = p_request.tenant_id AND r.id = p_request.id;
END
$$;

COMMENT ON FUNCTION app.grant_time_off(public.schedule_time_off_request, bigint, text) IS
  'Approves a locked request: takes the days from the balance and puts the absence into the schedule, where it holds like a confirmed shift. For the functions of this domain. Raises 23P01 when the member is not free, 23514 when the balance is too low.';
