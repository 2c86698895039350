-- may execute: nobody
CREATE OR REPLACE FUNCTION app.erase_personal_rows(p_subject text, p_keys jsonb, p_late boolean) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET jit = off
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_keys jsonb := p_keys;
  v_found jsonb;
  v_table record;
  v_condition text;
  v_statements text[] := '{}';
  v_statement text;
BEGIN
  FOR v_table IN
    SELECT p.*, e.changed, e.assignments
    FROM app.personal_tables(p_subject) WITH ORDINALITY AS p
    LEFT JOIN LATERAL (
      SELECT string_agg(format('%I = %s', n.attname, n.value), ', ') AS assignments,
        string_agg(format('t.%I IS DISTINCT FROM (%s)', n.attname, n.value), ' OR ') AS changed
      FROM (
        SELECT a.attname, coalesce(c.becomes,
          CASE WHEN NOT a.attnotnull THEN 'NULL' ELSE coalesce(pg_get_expr(d.adbin, d.adrelid), '''erased''') END) AS value
        FROM public.sys_personal_columns c
        JOIN pg_catalog.pg_attribute a ON a.attrelid = format('public.%I', p.table_name)::regclass
          AND a.attname = c.column_name AND NOT a.attisdropped AND a.attgenerated = ''
        LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE c.table_name = p.table_name AND c.subject = p.column_subject
          AND c.kept_because IS NULL AND c.by_trigger IS NULL
      ) n
    ) e ON true
    WHERE p.late = p_late
    ORDER BY p.ordinality
  LOOP
    v_condition := app.personal_condition(p_subject, v_table.table_name, v_table.key_column, v_table.link_columns,
      v_table.link_parents, v_table.by_entity, v_keys);
    CONTINUE WHEN v_condition IS NULL;
    -- Locked parents first, so that nothing new comes to belong to the subject meanwhile.
    IF v_table.key_column IS NOT NULL THEN
      EXECUTE format('SELECT jsonb_agg(r.key) FROM (SELECT t.%1$I AS key FROM public.%2$I t WHERE t.tenant_id = $1 AND (%3$s) ORDER BY t.%1$I %4$s) r',
        v_table.key_column, v_table.table_name, v_condition, CASE WHEN p_late THEN '' ELSE 'FOR UPDATE' END)
      INTO v_found USING v_tenant;
      -- The audit comes to have rows by what is done to the others.
      CONTINUE WHEN v_found IS NULL AND NOT v_table.by_entity;
      v_keys := v_keys || jsonb_build_object(v_table.table_name,
        coalesce(v_keys -> v_table.table_name, '[]') || coalesce(v_found, '[]'));
    END IF;
    IF v_table.rows_removed THEN
      v_statements := v_statements
        || format('DELETE FROM public.%I t WHERE t.tenant_id = $1 AND (%s)', v_table.table_name, v_condition);
    ELSIF v_table.assignments IS NOT NULL THEN
      v_statements := v_statements || format('UPDATE public.%I t SET %s WHERE t.tenant_id = $1 AND (%s) AND (%s)',
        v_table.table_name, v_table.assignments, v_condition, v_table.changed);
    END IF;
  END LOOP;
  FOREACH v_statement IN ARRAY v_statements LOOP
    EXECUTE v_statement USING v_tenant;
  END LOOP;
  RETURN v_keys;
END
$$;

COMMENT ON FUNCTION app.erase_personal_rows(text, jsonb, boolean) IS
  'Erases the declared columns of all rows of the current tenant that belong to a person, or to a member, beginning with the numbers of rows that are known, by table; returns these and those that it found. Locks the rows, parents first. Once without and once with the rows that are about records (late), these after everything that writes such rows. For app.erase_person and app.erase_member.';
