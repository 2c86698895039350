-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lock_opportunity(p_opportunity_id bigint) RETURNS public.crm_potential
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_person bigint;
  v_potential public.crm_potential;
BEGIN
  -- The person comes first, as in app.lock_lead.
  LOOP
    SELECT p.personal_key_id INTO v_person FROM public.crm_potential p
    WHERE p.tenant_id = v_tenant AND p.id = p_opportunity_id;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'There is no opportunity %.', p_opportunity_id USING ERRCODE = 'no_data_found';
    END IF;
    PERFORM FROM public.crm_personal_keys k WHERE k.tenant_id = v_tenant AND k.id = v_person FOR KEY SHARE;
    SELECT * INTO v_potential FROM public.crm_potential p
    WHERE p.tenant_id = v_tenant AND p.id = p_opportunity_id AND p.personal_key_id = v_person FOR NO KEY UPDATE;
    -- Not found: a merge has moved it to another person in the meantime.
    IF FOUND THEN
      RETURN v_potential;
    END IF;
  END LOOP;
END
$$;

COMMENT ON FUNCTION app.lock_opportunity(bigint) IS
  'Locks an opportunity of the current tenant after its person and returns it; for the functions of this domain. Raises P0002.';
