-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lock_person(p_person_id bigint) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_person bigint;
  v_erased_at timestamptz;
BEGIN
  LOOP
    v_person := app.resolve_person(p_person_id);
    IF v_person IS NULL THEN
      RAISE EXCEPTION 'There is no person %.', p_person_id USING ERRCODE = 'no_data_found';
    END IF;
    SELECT k.erased_at INTO v_erased_at FROM public.crm_personal_keys k
    WHERE k.tenant_id = v_tenant AND k.id = v_person FOR NO KEY UPDATE;
    -- Not found: merged into another one in the meantime.
    EXIT WHEN FOUND;
  END LOOP;
  IF v_erased_at IS NOT NULL THEN
    RAISE EXCEPTION 'Person % has been erased.', v_person
      USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = 'Somebody who comes back is a new person with a key of their own.';
  END IF;
  RETURN v_person;
END
$$;

COMMENT ON FUNCTION app.lock_person(bigint) IS
  'Locks a person of the current tenant, or whom it was merged into, and returns the number; for the functions of this domain. Raises P0002, 55000 for one who has been erased.';
