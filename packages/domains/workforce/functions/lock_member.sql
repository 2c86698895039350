-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lock_member(p_user_id bigint) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
BEGIN
  PERFORM FROM public.sys_tenant_members m
  WHERE m.tenant_id = v_tenant AND m.user_id = p_user_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no member %.', p_user_id USING ERRCODE = 'no_data_found';
  END IF;
END
$$;

COMMENT ON FUNCTION app.lock_member(bigint) IS
  'Makes everybody wait who confirms a shift, decides on time off, books leave or opens a report of the same member; first lock of every function that does. For the functions of this domain. Raises P0002.';
