-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lock_time_off(p_request_id bigint) RETURNS public.schedule_time_off_request
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_staff bigint;
  v_request public.schedule_time_off_request;
BEGIN
  SELECT r.staff_id INTO v_staff FROM public.schedule_time_off_request r
  WHERE r.tenant_id = v_tenant AND r.id = p_request_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no request %.', p_request_id USING ERRCODE = 'no_data_found';
  END IF;
  PERFORM app.lock_member(v_staff);
  SELECT * INTO v_request FROM public.schedule_time_off_request r
  WHERE r.tenant_id = v_tenant AND r.id = p_request_id FOR NO KEY UPDATE;
  RETURN v_request;
END
$$;

COMMENT ON FUNCTION app.lock_time_off(bigint) IS
  'Locks a time-off request of the current tenant after its member and returns it; for the functions of this domain. Raises P0002.';
