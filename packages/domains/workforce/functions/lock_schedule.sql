-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lock_schedule(p_schedule_id bigint) RETURNS public.schedule
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_staff bigint;
  v_shift public.schedule;
BEGIN
  -- The member comes first, see app.lock_member; a draft may be given to somebody else in the meantime.
  LOOP
    SELECT s.staff_id INTO v_staff FROM public.schedule s WHERE s.tenant_id = v_tenant AND s.id = p_schedule_id;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'There is no shift %.', p_schedule_id USING ERRCODE = 'no_data_found';
    END IF;
    PERFORM app.lock_member(v_staff);
    SELECT * INTO v_shift FROM public.schedule s
    WHERE s.tenant_id = v_tenant AND s.id = p_schedule_id AND s.staff_id = v_staff FOR NO KEY UPDATE;
    CONTINUE WHEN NOT FOUND;
    IF v_shift.leave_type_id IS NOT NULL THEN
      RAISE EXCEPTION 'There is no shift %.', p_schedule_id
        USING ERRCODE = 'no_data_found', HINT = 'Absences are changed through their time-off request.';
    END IF;
    RETURN v_shift;
  END LOOP;
END
$$;

COMMENT ON FUNCTION app.lock_schedule(bigint) IS
  'Locks a shift of the current tenant after its member and returns it; for the functions of this domain. Raises P0002, also for an absence.';
