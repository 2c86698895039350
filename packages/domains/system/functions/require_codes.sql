-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.require_codes(p_table text, p_values jsonb) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_table regclass := (
    SELECT c.oid FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relname = p_table AND c.relkind IN ('r', 'p'));
BEGIN
  IF v_table IS NULL THEN
    -- It names the tables that there are.
    PERFORM app.allowed_values(p_table, NULL);
  END IF;
  PERFORM app.require_allowed(p_table, l.column_name, p_values ->> l.column_name)
  FROM app.value_lists(v_table) l
  WHERE p_values ->> l.column_name IS NOT NULL;
END
$$;

COMMENT ON FUNCTION app.require_codes(text, jsonb) IS
  'For functions that take a row as JSON: app.require_allowed for each code column of the table that the object has. Raises 22023.';
