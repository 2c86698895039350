-- may execute: nobody
CREATE OR REPLACE FUNCTION app.require_recordset(p_what text, p_list jsonb, VARIADIC p_columns text[]) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF jsonb_typeof(p_list) IS DISTINCT FROM 'array' THEN
    RAISE EXCEPTION 'The % are no JSON array.', p_what
      USING ERRCODE = 'invalid_parameter_value', HINT = format('Of objects with %s.', array_to_string(p_columns, ', '));
  ELSIF jsonb_array_length(p_list) > 0 THEN
    PERFORM app.require_at_most(p_what, jsonb_array_length(p_list), 1000);
    PERFORM app.require_columns(p_what, p_list, p_columns, true);
  END IF;
END
$$;

COMMENT ON FUNCTION app.require_recordset(text, jsonb, text[]) IS
  'For functions that take a list of objects, as app.require_record; says the number of the object too, and raises 54000 for more than 1,000 of them. An empty list is let through, and one that may be left out is asked as app.json_list(…). Not for callers.';
