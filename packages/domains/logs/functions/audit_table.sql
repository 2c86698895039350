CREATE OR REPLACE FUNCTION app.audit_table(p_table text) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_table regclass := format('public.%I', p_table)::regclass;
  v_key text;
  v_asked public.sys_audited_tables;
  v_changed text;
BEGIN
  SELECT string_agg(a.attname, ',' ORDER BY k.place) INTO v_key
  FROM pg_catalog.pg_index i
  CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
  JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
  WHERE i.indrelid = v_table AND i.indisprimary;
  IF v_key IS NULL OR v_key !~ '^tenant_id(,|$)' THEN
    RAISE EXCEPTION 'Table % cannot be audited: its key does not begin with tenant_id.', p_table
      USING ERRCODE = 'feature_not_supported', HINT = 'An entry of the audit belongs to a tenant, as the row does.';
  END IF;
  SELECT * INTO v_asked FROM public.sys_audited_tables a WHERE a.table_name = p_table;
  PERFORM app.stop_auditing_table(p_table);
  IF v_asked.watched_columns IS NOT NULL THEN
    -- The condition costs nothing to speak of, so that changes of other columns do not pay for the audit. Written out: what
    -- a comparison of rows becomes is printed otherwise once it was dumped and restored.
    SELECT string_agg(format('OLD.%1$I IS DISTINCT FROM NEW.%1$I', w.name), ' OR ' ORDER BY w.place) INTO v_changed
    FROM unnest(v_asked.watched_columns) WITH ORDINALITY AS w (name, place);
    EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %s FOR EACH ROW WHEN (%s) EXECUTE FUNCTION app.audit_rows(%L, %L, %L)',
      left('tr_' || p_table || '_audit_update', 63), v_table, v_changed, v_key, array_to_string(v_asked.masked_columns, ','),
      array_to_string(v_asked.watched_columns, ','));
    EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %s FOR EACH ROW EXECUTE FUNCTION app.audit_rows(%L, %L, %L)',
      left('tr_' || p_table || '_audit_delete', 63), v_table, v_key, array_to_string(v_asked.masked_columns, ','),
      array_to_string(v_asked.watched_columns, ','));
    IF v_asked.added_when IS NOT NULL THEN
      -- A load outside a tenant brings rows of the past.
      EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %s FOR EACH ROW WHEN ((%s) AND current_setting(''app.tenant_id'', true) <> '''') EXECUTE FUNCTION app.audit_rows(%L, %L, %L)',
        left('tr_' || p_table || '_audit_insert', 63), v_table, v_asked.added_when, v_key,
        array_to_string(v_asked.masked_columns, ','), array_to_string(v_asked.watched_columns, ','));
    END IF;
    RETURN;
  END IF;

  EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_rows(%L, %L)',
    left('tr_' || p_table || '_audit_insert', 63), v_table, v_key, array_to_string(v_asked.masked_columns, ','));
  EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_rows(%L, %L)',
    left('tr_' || p_table || '_audit_update', 63), v_table, v_key, array_to_string(v_asked.masked_columns, ','));
  EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.audit_rows(%L, %L)',
    left('tr_' || p_table || '_audit_delete', 63), v_table, v_key, array_to_string(v_asked.masked_columns, ','));
END
$$;

REVOKE ALL ON FUNCTION app.audit_table(text) FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.audit_table(text) IS
  'Puts the audit on a tenant table. Called for the tables of sys_audited_tables; a migration asks for it by auditChanges or auditTable of the kit. Only the owner of the table may.';
