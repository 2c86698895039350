CREATE OR REPLACE FUNCTION app.export_person(p_person_id bigint) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_person jsonb;
  v_customer bigint;
  v_table record;
  v_rows jsonb;
  v_tables jsonb := '{}';
BEGIN
  PERFORM app.require_permission('crm.export');
  SELECT to_jsonb(k) - 'tenant_id' INTO v_person FROM public.crm_personal_keys k
  WHERE k.tenant_id = v_tenant AND k.id = p_person_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no person %.', p_person_id
      USING ERRCODE = 'no_data_found', HINT = 'app.resolve_person knows whom it was merged into, if so.';
  END IF;
  SELECT c.id INTO v_customer FROM public.crm_customers c
  WHERE c.tenant_id = v_tenant AND c.personal_key_id = p_person_id;

  -- Every table that points at the person or at the customer that the person is, in whatever domain.
  FOR v_table IN
    SELECT c.conrelid::regclass AS table_name, r.relname, string_agg(DISTINCT format(
      't.%I = $%s', a.attname, CASE c.confrelid WHEN 'public.crm_personal_keys'::regclass THEN 2 ELSE 3 END), ' OR ') AS condition
    FROM pg_catalog.pg_constraint c
    JOIN pg_catalog.pg_class r ON r.oid = c.conrelid
    CROSS JOIN LATERAL unnest(c.conkey, c.confkey) AS k (own, target)
    JOIN pg_catalog.pg_attribute g ON g.attrelid = c.confrelid AND g.attnum = k.target AND g.attname = 'id'
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.own
    WHERE c.contype = 'f' AND c.conparentid = 0
      AND c.confrelid IN ('public.crm_personal_keys'::regclass, 'public.crm_customers'::regclass)
    GROUP BY c.conrelid, r.relname
  LOOP
    EXECUTE format(
      'SELECT jsonb_agg(to_jsonb(t) - ''tenant_id'' ORDER BY t.created_at) FROM %s t WHERE t.tenant_id = $1 AND (%s)',
      v_table.table_name, v_table.condition
    ) INTO v_rows USING v_tenant, p_person_id, v_customer;
    IF v_rows IS NOT NULL THEN
      v_tables := v_tables || jsonb_build_object(v_table.relname, v_rows);
    END IF;
  END LOOP;
  RETURN jsonb_build_object('person', v_person, 'exported_at', now(), 'tables', v_tables);
END
$$;

ALTER FUNCTION app.export_person(bigint) OWNER TO erp_definer;
REVOKE ALL ON FUNCTION app.export_person(bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION app.export_person(bigint) TO erp_app, erp_service;

COMMENT ON FUNCTION app.export_person(bigint) IS
  'All that the current tenant has about a person: every row, in any domain, that points at the person or at the customer that the person is. Needs crm.export. Raises P0002.';
