CREATE OR REPLACE FUNCTION app.stop_auditing_table(p_table text) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_table regclass := to_regclass(format('public.%I', p_table));
  v_event text;
BEGIN
  IF v_table IS NULL THEN
    RETURN;
  END IF;
  FOREACH v_event IN ARRAY ARRAY['insert', 'update', 'delete'] LOOP
    EXECUTE format('DROP TRIGGER IF EXISTS %I ON %s', left('tr_' || p_table || '_audit_' || v_event, 63), v_table);
  END LOOP;
END
$$;

REVOKE ALL ON FUNCTION app.stop_auditing_table(text) FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.stop_auditing_table(text) IS
  'Takes the audit off a table; what it has recorded stays. Harmless when the table is gone.';
