-- may execute: nobody
CREATE OR REPLACE FUNCTION app.require_record(p_what text, p_record jsonb, VARIADIC p_columns text[]) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF jsonb_typeof(p_record) IS DISTINCT FROM 'object' THEN
    RAISE EXCEPTION 'The % are no JSON object.', p_what
      USING ERRCODE = 'invalid_parameter_value', HINT = format('With any of %s; {} for none.', array_to_string(p_columns, ', '));
  ELSIF p_record = '{}' AND p_columns::text NOT LIKE '% NOT NULL%' THEN
    RETURN;
  END IF;
  PERFORM app.require_columns(p_what, jsonb_build_array(p_record), p_columns, false);
END
$$;

COMMENT ON FUNCTION app.require_record(text, jsonb, text[]) IS
  'For functions that take details: raises 22023 unless they are a JSON object that can be read as the columns, which are written as for jsonb_to_record: ''store_id bigint'', ''budget numeric(14,2)'', ''tags text[]''. Further types: object, jsonb for whatever it is; NOT NULL for what may not be left out; ''*'' where other keys are let through. A key that nobody knows is refused, so that a misspelt one is not lost. Says which key, what was found and what is wanted. Not for callers.';
