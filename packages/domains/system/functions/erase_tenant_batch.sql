-- may execute: erp_service
CREATE OR REPLACE FUNCTION app.erase_tenant_batch(
  p_tenant_id bigint, p_confirm_slug text, p_rows integer DEFAULT 10000
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_status text;
  v_tables text[];
  v_table text;
  v_key text;
  v_left bigint := p_rows;
  v_count bigint;
  v_filled boolean;
  v_more boolean;
  v_where text;
  v_moved boolean;
BEGIN
  -- What is left of a request within this or another tenant must not judge the removal.
  PERFORM app.leave_tenant();
  IF p_rows IS NULL OR p_rows < 1 THEN
    RAISE EXCEPTION 'A batch has rows, not %.', coalesce(p_rows::text, 'none')
      USING ERRCODE = 'invalid_parameter_value', HINT = 'Some thousands are usual.';
  END IF;
  -- Locked: two that erase the same tenant take turns.
  SELECT t.status INTO v_status FROM public.sys_tenants t
  WHERE t.id = p_tenant_id AND t.slug = p_confirm_slug FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no tenant % with the slug "%".', p_tenant_id, p_confirm_slug
      USING ERRCODE = 'no_data_found',
      HINT = 'Give the number and the slug of the same tenant; nothing was removed. One that was erased is gone.';
  END IF;
  -- A batch of its own: it is committed before the first row goes, and from then on nobody enters.
  IF v_status = 'active' THEN
    UPDATE public.sys_tenants t SET status = 'suspended' WHERE t.id = p_tenant_id;
    RETURN false;
  END IF;

  -- Who may do what goes with the tenant itself: a tenant that is there keeps its roles and its last owner.
  v_tables := ARRAY(
    SELECT o.name FROM unnest(app.tenant_tables_children_first()) WITH ORDINALITY AS o (name, place)
    WHERE o.name <> ALL ('{sys_tenant_members,sys_user_roles,sys_roles}') ORDER BY o.place
  );
  LOOP
    v_moved := false;
    FOREACH v_table IN ARRAY v_tables LOOP
      EXECUTE format('SELECT EXISTS (SELECT FROM public.%I t WHERE t.tenant_id = $1)', v_table)
        INTO v_filled USING p_tenant_id;
      CONTINUE WHEN NOT v_filled;
      -- By the primary key, whose index leads with the tenant: each batch reads its own rows, however many there are.
      SELECT string_agg(format('t.%I', a.attname), ', ' ORDER BY k.place) INTO v_key
      FROM pg_index i
      CROSS JOIN unnest(i.indkey::smallint[]) WITH ORDINALITY AS k (attnum, place)
      JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
      WHERE i.indrelid = format('public.%I', v_table)::regclass AND i.indisprimary AND a.attname <> 'tenant_id';
      v_where := 't.tenant_id = $1';
      EXECUTE format('SELECT EXISTS (SELECT FROM public.%I t WHERE t.tenant_id = $1 OFFSET $2)', v_table)
        INTO v_more USING p_tenant_id, v_left;
      IF v_more AND v_key IS NOT NULL THEN
        v_where := format(
          't.tenant_id = $1 AND (%2$s) <= (SELECT %2$s FROM public.%1$I t WHERE t.tenant_id = $1 ORDER BY %2$s '
          || 'OFFSET $2 - 1 LIMIT 1)', v_table, v_key);
      END IF;
      BEGIN
        EXECUTE format('DELETE FROM public.%I t WHERE ', v_table) || v_where USING p_tenant_id, v_left;
        GET DIAGNOSTICS v_count = ROW_COUNT;
        v_left := v_left - v_count;
        v_moved := v_moved OR v_count > 0;
      EXCEPTION
        -- Something still stands against it, e.g. sums of rows that are there: others first, and then again.
        WHEN integrity_constraint_violation THEN
          NULL;
      END;
      IF v_left <= 0 THEN
        RETURN false;
      END IF;
    END LOOP;
    EXIT WHEN NOT v_moved;
  END LOOP;

  -- The tenant, and the little that goes with it alone, such as its last owner.
  PERFORM app.erase_tenant(p_tenant_id, p_confirm_slug);
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.erase_tenant_batch(bigint, text, integer) IS
  'One step of erasing a tenant: first it is suspended, then each call removes so many rows, what refers to others first, and the last one the tenant itself; true when that is done. Commit between the calls: what was committed stays done, and the next call goes on. app.erase_tenant_in_batches does both. Raises P0002 when number and slug are not those of one tenant.';
