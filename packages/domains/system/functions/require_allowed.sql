-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.require_allowed(p_table text, p_column text, p_value text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_allowed text[];
BEGIN
  -- A column has one list as a rule, and the value is in it: that is found out without taking the list apart.
  PERFORM FROM pg_attribute a
  JOIN pg_constraint k ON k.conrelid = a.attrelid AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum]
  WHERE a.attrelid = to_regclass('public.' || quote_ident(p_table)) AND a.attname = p_column
  HAVING count(*) = 1 AND bool_and(
    starts_with(pg_get_constraintdef(k.oid), format('CHECK ((%I = ANY (ARRAY[''', p_column))
    AND strpos(pg_get_constraintdef(k.oid), quote_literal(p_value) || '::text') > 0);
  IF FOUND THEN
    RETURN;
  END IF;
  v_allowed := app.allowed_values(p_table, p_column);
  IF p_value = ANY (v_allowed) THEN
    RETURN;
  END IF;
  RAISE EXCEPTION '% is no % of %.', coalesce('"' || p_value || '"', 'NULL'), replace(p_column, '_', ' '), p_table
    USING ERRCODE = 'invalid_parameter_value', HINT = format('One of %s.', array_to_string(v_allowed, ', '));
END
$$;

COMMENT ON FUNCTION app.require_allowed(text, text, text) IS
  'For functions that are given a code: raises 22023 unless the column takes the value, and lists what it takes. NULL is no code: where one may be left out, ask only when it is there.';
