-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.merge_persons(p_keep bigint, p_drop bigint) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_persons public.crm_personal_keys[];
  v_dropped public.crm_personal_keys;
  v_merge bigint;
  v_keep_today bigint;
  v_drop_today bigint;
  v_removed jsonb;
  v_customers jsonb;
  v_moved jsonb;
BEGIN
  PERFORM app.require_permission('crm.merge');
  IF p_keep = p_drop THEN
    RAISE EXCEPTION 'Person % cannot be merged with itself.', p_keep USING ERRCODE = 'invalid_parameter_value';
  END IF;

  -- In the order of their numbers, so that two merges cannot block each other. Whoever is adding something to one
  -- of them is waited for; whoever comes later finds the dropped key gone.
  SELECT array_agg(k.p) INTO v_persons FROM (
    SELECT p FROM public.crm_personal_keys p
    WHERE p.tenant_id = v_tenant AND p.id IN (p_keep, p_drop) ORDER BY p.id FOR UPDATE
  ) k;

  IF coalesce(cardinality(v_persons), 0) < 2 THEN
    v_keep_today := app.resolve_person(p_keep);
    v_drop_today := app.resolve_person(p_drop);
    IF v_keep_today IS NULL OR v_drop_today IS NULL THEN
      RAISE EXCEPTION 'There is no person %.', CASE WHEN v_keep_today IS NULL THEN p_keep ELSE p_drop END
        USING ERRCODE = 'no_data_found';
    END IF;
    IF v_keep_today = v_drop_today THEN
      RETURN v_keep_today;
    END IF;
    RAISE EXCEPTION 'One of the persons % and % has been merged into another one.', p_keep, p_drop
      USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = format('They are now %s and %s: look at them, and merge these.', v_keep_today, v_drop_today);
  END IF;
  v_dropped := v_persons[CASE WHEN p_drop < p_keep THEN 1 ELSE 2 END];
  IF v_persons[1].erased_at IS NOT NULL OR v_persons[2].erased_at IS NOT NULL THEN
    RAISE EXCEPTION 'An erased person cannot be merged.'
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Nobody can know that it is the same one.';
  END IF;

  -- The record comes first: a trigger on it is where another domain resolves collisions of its own.
  INSERT INTO public.crm_person_merges (tenant_id, dropped_id, dropped_external_key, kept_id, survivor_id, merged_by)
  VALUES (v_tenant, p_drop, v_dropped.external_key, p_keep, p_keep, app.current_user_id())
  RETURNING id INTO v_merge;

  -- Triggers go from these rows to the customer or the batch; the same order here keeps out of their way.
  PERFORM FROM public.crm_leads l
  WHERE l.tenant_id = v_tenant AND l.personal_key_id IN (p_keep, p_drop) ORDER BY l.id FOR NO KEY UPDATE;
  PERFORM FROM public.crm_potential p
  WHERE p.tenant_id = v_tenant AND p.personal_key_id IN (p_keep, p_drop) ORDER BY p.id FOR NO KEY UPDATE;
  PERFORM FROM public.crm_reengage_personal_keys r
  WHERE r.tenant_id = v_tenant AND r.personal_key_id IN (p_keep, p_drop) ORDER BY r.id FOR UPDATE;
  PERFORM FROM public.crm_person_merges m
  WHERE m.tenant_id = v_tenant AND m.survivor_id IN (p_keep, p_drop) ORDER BY m.id FOR NO KEY UPDATE;
  PERFORM FROM public.crm_customers c
  WHERE c.tenant_id = v_tenant AND c.personal_key_id IN (p_keep, p_drop) ORDER BY c.id FOR UPDATE;
  -- Before the customers are merged, which moves their orders.
  PERFORM app.lock_person_details(ARRAY[p_keep, p_drop]);

  v_customers := app.merge_customers(p_keep, p_drop);
  v_removed := app.merge_person_details(p_keep, p_drop) || coalesce(v_customers -> 'removed', '{}');
  v_moved := coalesce(v_customers -> 'moved', '{}')
    || app.repoint_references('public.crm_personal_keys', v_tenant, p_drop, p_keep);
  UPDATE public.crm_customers c
  SET lead_status = (SELECT l.status FROM public.crm_leads l
      WHERE l.tenant_id = v_tenant AND l.personal_key_id = p_keep ORDER BY l.id DESC LIMIT 1),
    potential_status = (SELECT p.status FROM public.crm_potential p
      WHERE p.tenant_id = v_tenant AND p.personal_key_id = p_keep ORDER BY p.id DESC LIMIT 1)
  WHERE c.tenant_id = v_tenant AND c.personal_key_id = p_keep;

  -- Known since the earlier of the two: nothing that moved is older than the person.
  UPDATE public.crm_personal_keys k SET created_at = v_dropped.created_at
  WHERE k.tenant_id = v_tenant AND k.id = p_keep AND k.created_at > v_dropped.created_at;

  UPDATE public.crm_person_merges m SET moved = v_moved, removed = v_removed
  WHERE m.tenant_id = v_tenant AND m.id = v_merge;
  DELETE FROM public.crm_personal_keys k WHERE k.tenant_id = v_tenant AND k.id = p_drop;
  RETURN p_keep;
END
$$;

COMMENT ON FUNCTION app.merge_persons(bigint, bigint) IS
  'Makes two persons one: everything that points at the dropped one, in any domain, points at the kept one; what cannot be there twice is put together; crm_person_merges keeps the record and the redirect. The kept person is known since the earlier of the two. Returns the kept person; the same again when they are one already. Needs crm.merge. Raises P0002, 22023 for one and the same, 55000 when one of them is somebody else by now or has been erased, 23505 when a table of another domain cannot hold both.';
