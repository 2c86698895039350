CREATE OR REPLACE FUNCTION app.erase_person(p_person_id bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_person public.crm_personal_keys;
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
  -- In the order of docs/locks.md, as app.merge_persons does.
  PERFORM FROM public.crm_leads l WHERE l.tenant_id = v_tenant AND l.personal_key_id = p_person_id
  ORDER BY l.id FOR NO KEY UPDATE;
  PERFORM FROM public.crm_potential p WHERE p.tenant_id = v_tenant AND p.personal_key_id = p_person_id
  ORDER BY p.id FOR NO KEY UPDATE;
  PERFORM FROM public.crm_reengage_personal_keys r WHERE r.tenant_id = v_tenant AND r.personal_key_id = p_person_id
  ORDER BY r.id FOR NO KEY UPDATE;
  PERFORM FROM public.crm_person_merges m WHERE m.tenant_id = v_tenant AND m.survivor_id = p_person_id
  ORDER BY m.id FOR NO KEY UPDATE;
  PERFORM FROM public.crm_customers c WHERE c.tenant_id = v_tenant AND c.personal_key_id = p_person_id FOR NO KEY UPDATE;

  DELETE FROM public.crm_personal_contacts c WHERE c.tenant_id = v_tenant AND c.personal_key_id = p_person_id;
  DELETE FROM public.crm_personal_addresses a WHERE a.tenant_id = v_tenant AND a.personal_key_id = p_person_id;
  DELETE FROM public.crm_personal_profile p WHERE p.tenant_id = v_tenant AND p.personal_key_id = p_person_id;
  -- What was written about the person goes; what happened stays, without words.
  UPDATE public.crm_personal_journey j SET emotion = NULL, next_action = NULL, summary_text = NULL
  WHERE j.tenant_id = v_tenant AND j.personal_key_id = p_person_id;
  UPDATE public.crm_reengage_personal_keys r SET notes = NULL, failure_reason = NULL
  WHERE r.tenant_id = v_tenant AND r.personal_key_id = p_person_id
    AND (r.notes IS NOT NULL OR r.failure_reason IS NOT NULL);
  UPDATE public.crm_potential p SET interested_products = '{}'
  WHERE p.tenant_id = v_tenant AND p.personal_key_id = p_person_id AND p.interested_products <> '{}';
  UPDATE public.crm_lead_status_history h SET reason = NULL
  FROM public.crm_leads l
  WHERE l.tenant_id = v_tenant AND l.personal_key_id = p_person_id
    AND h.tenant_id = v_tenant AND h.lead_id = l.id AND h.reason IS NOT NULL;
  UPDATE public.crm_leads l SET status_note = NULL
  WHERE l.tenant_id = v_tenant AND l.personal_key_id = p_person_id AND l.status_note IS NOT NULL;
  UPDATE public.crm_person_merges m SET dropped_external_key = NULL, removed = '{}'
  WHERE m.tenant_id = v_tenant AND m.survivor_id = p_person_id;

  -- Last: a trigger on erased_at is where another domain erases what it keeps about the person.
  UPDATE public.crm_personal_keys k
  SET external_key = 'erased:' || k.id, erased_at = now(),
    erasure_hash = encode(sha256(convert_to(v_tenant || ':' || k.external_key, 'UTF8')), 'hex')
  WHERE k.tenant_id = v_tenant AND k.id = p_person_id;
  RETURN true;
END
$$;

ALTER FUNCTION app.erase_person(bigint) OWNER TO erp_definer;
REVOKE ALL ON FUNCTION app.erase_person(bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION app.erase_person(bigint) TO erp_app, erp_service;

COMMENT ON FUNCTION app.erase_person(bigint) IS
  'Removes what is personal about a person: contacts, addresses, profile, words in the journey and in notes. The key, leads, customer and orders stay without it, for the books; a hash of the outside key lets an import know the person again. False when it was done before. Needs crm.erase. Raises P0002.';
