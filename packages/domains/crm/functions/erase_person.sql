-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.erase_person(p_person_id bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_person public.crm_personal_keys;
  v_keys jsonb;
BEGIN
  PERFORM app.require_permission('crm.erase');
  SELECT * INTO v_person FROM public.crm_personal_keys k
  WHERE k.tenant_id = v_tenant AND k.id = p_person_id FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no person %.', p_person_id
      USING ERRCODE = 'no_data_found', HINT = 'app.resolve_person knows whom it was merged into, if so.';
  END IF;
  IF v_person.erased_at IS NOT NULL THEN
    RETURN false;
  END IF;
  -- In the order of docs/locks.md, as app.merge_persons does; what a lead is called outside is a key of it, and goes.
  PERFORM FROM public.crm_leads l WHERE l.tenant_id = v_tenant AND l.personal_key_id = p_person_id
  ORDER BY l.id FOR UPDATE;
  PERFORM FROM public.crm_potential p WHERE p.tenant_id = v_tenant AND p.personal_key_id = p_person_id
  ORDER BY p.id FOR NO KEY UPDATE;
  PERFORM FROM public.crm_reengage_personal_keys r WHERE r.tenant_id = v_tenant AND r.personal_key_id = p_person_id
  ORDER BY r.id FOR NO KEY UPDATE;
  PERFORM FROM public.crm_person_merges m WHERE m.tenant_id = v_tenant AND m.survivor_id = p_person_id
  ORDER BY m.id FOR UPDATE;
  PERFORM FROM public.crm_customers c WHERE c.tenant_id = v_tenant AND c.personal_key_id = p_person_id FOR UPDATE;
  PERFORM app.lock_person_details(ARRAY[p_person_id]);

  v_keys := app.erase_personal_rows('person', app.person_keys(p_person_id), false);
  -- A trigger on erased_at is where a domain does what is more than emptying columns.
  UPDATE public.crm_personal_keys k
  SET erased_at = now(),
    erasure_hash = encode(sha256(convert_to(v_tenant || ':' || v_person.external_key, 'UTF8')), 'hex')
  WHERE k.tenant_id = v_tenant AND k.id = p_person_id;
  -- Last: the audit has by now recorded what the erasure itself took away.
  PERFORM app.erase_personal_rows('person', v_keys, true);
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.erase_person(bigint) IS
  'Erases every column that a domain declares as personal (sys_personal_columns) in all rows that belong to a person: in contacts and profile, orders, messages, reviews, notes, alerts and in what the audit recorded of them, also of persons merged into this one. Rows stay for the books without them, unless declared to go; declared reasons say what is kept. A hash of the outside key lets an import know the person again. False when it was done before. Needs crm.erase. Raises P0002.';
