-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.export_person(p_person_id bigint) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET jit = off
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_person jsonb;
  v_keys jsonb;
  v_table record;
  v_condition text;
  v_rows jsonb;
  v_found jsonb;
  v_tables jsonb := '{}';
BEGIN
  PERFORM app.require_permission('crm.export');
  SELECT to_jsonb(k) - 'tenant_id' INTO v_person FROM public.crm_personal_keys k
  WHERE k.tenant_id = v_tenant AND k.id = p_person_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no person %.', p_person_id
      USING ERRCODE = 'no_data_found', HINT = 'app.resolve_person knows whom it was merged into, if so.';
  END IF;

  v_keys := app.person_keys(p_person_id);
  FOR v_table IN
    SELECT p.*, (
      -- What a row says about somebody else is not this person's to have.
      SELECT coalesce(array_agg(c.column_name), '{}') || ARRAY['tenant_id'] FROM public.sys_personal_columns c
      WHERE c.table_name = p.table_name AND c.subject IN ('member', 'others')) AS withheld
    FROM app.personal_tables('person') WITH ORDINALITY AS p
    ORDER BY p.ordinality
  LOOP
    v_condition := app.personal_condition('person', v_table.table_name, v_table.key_column, v_table.link_columns,
      v_table.link_parents, v_table.by_entity, v_keys);
    CONTINUE WHEN v_condition IS NULL;
    EXECUTE format(
      'SELECT jsonb_agg(to_jsonb(t) - $2 ORDER BY t.created_at), %s FROM public.%I t WHERE t.tenant_id = $1 AND (%s)',
      CASE WHEN v_table.key_column IS NULL THEN 'NULL' ELSE format('jsonb_agg(t.%I)', v_table.key_column) END,
      v_table.table_name, v_condition
    ) INTO v_rows, v_found USING v_tenant, v_table.withheld;
    CONTINUE WHEN v_rows IS NULL;
    IF v_found IS NOT NULL THEN
      v_keys := v_keys
        || jsonb_build_object(v_table.table_name, coalesce(v_keys -> v_table.table_name, '[]') || v_found);
    END IF;
    IF v_table.place > 0 THEN
      v_tables := v_tables || jsonb_build_object(v_table.table_name, v_rows);
    END IF;
  END LOOP;
  RETURN jsonb_build_object('person', v_person, 'exported_at', now(), 'tables', v_tables, 'kept_when_erased', (
    SELECT coalesce(jsonb_object_agg(c.table_name || '.' || c.column_name, c.kept_because), '{}')
    FROM public.sys_personal_columns c
    WHERE c.subject = 'person' AND c.kept_because IS NOT NULL AND (v_tables ? c.table_name OR c.table_name = 'crm_personal_keys')
  ));
END
$$;

COMMENT ON FUNCTION app.export_person(bigint) IS
  'All that the current tenant has about a person, over all domains that are installed: rows that point at the person or customer, what belongs to these, notes, alerts and logs about them; and what stays when the person is erased, with the reason. Columns about members are left out. Needs crm.export. Raises P0002.';
