-- may execute: nobody
CREATE OR REPLACE FUNCTION app.require_free_time(
  p_user_id bigint, p_start timestamptz, p_end timestamptz
) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_entry record;
BEGIN
  SELECT s.id, s.start_time, s.end_time INTO v_entry
  FROM public.schedule s
  WHERE s.tenant_id = v_tenant AND s.staff_id = p_user_id AND s.status IN ('confirmed', 'completed')
    AND tstzrange(s.start_time, s.end_time) && tstzrange(p_start, p_end)
  ORDER BY s.start_time LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'Member % is not free at that time.', p_user_id
      USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'ex_schedule_staff_id_time',
      DETAIL = format('Entry %s of the schedule holds from %s to %s.', v_entry.id, v_entry.start_time, v_entry.end_time),
      HINT = 'Cancel or move that entry first.';
  END IF;
END
$$;

COMMENT ON FUNCTION app.require_free_time(bigint, timestamptz, timestamptz) IS
  'Raises 23P01 when a confirmed shift or absence of the member overlaps the time. For the functions of this domain, after app.lock_member; the exclusion constraint keeps the promise whoever writes.';
