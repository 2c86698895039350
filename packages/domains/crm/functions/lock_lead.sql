-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lock_lead(p_lead_id bigint) RETURNS public.crm_leads
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_person bigint;
  v_lead public.crm_leads;
BEGIN
  -- The person comes before what belongs to it, as in app.merge_persons, so that the two cannot block each other.
  LOOP
    SELECT l.personal_key_id INTO v_person FROM public.crm_leads l
    WHERE l.tenant_id = v_tenant AND l.id = p_lead_id;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'There is no lead %.', p_lead_id USING ERRCODE = 'no_data_found';
    END IF;
    PERFORM FROM public.crm_personal_keys k WHERE k.tenant_id = v_tenant AND k.id = v_person FOR KEY SHARE;
    SELECT * INTO v_lead FROM public.crm_leads l
    WHERE l.tenant_id = v_tenant AND l.id = p_lead_id AND l.personal_key_id = v_person FOR NO KEY UPDATE;
    -- Not found: a merge has moved the lead to another person in the meantime.
    IF FOUND THEN
      RETURN v_lead;
    END IF;
  END LOOP;
END
$$;

COMMENT ON FUNCTION app.lock_lead(bigint) IS
  'Locks a lead of the current tenant after its person and returns it; for the functions of this domain. Raises P0002.';
