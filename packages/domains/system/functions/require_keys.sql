-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.require_keys(p_what text, p_details jsonb, VARIADIC p_known text[]) RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_unknown text;
BEGIN
  IF jsonb_typeof(p_details) IS DISTINCT FROM 'object' THEN
    RAISE EXCEPTION 'The % are a JSON object.', p_what
      USING ERRCODE = 'invalid_parameter_value', HINT = format('With any of %s; {} for none.', array_to_string(p_known, ', '));
  END IF;
  SELECT string_agg(k.key, ', ' ORDER BY k.key) INTO v_unknown
  FROM jsonb_object_keys(p_details) AS k (key) WHERE k.key <> ALL (p_known);
  IF v_unknown IS NOT NULL THEN
    RAISE EXCEPTION 'The % do not know %.', p_what, v_unknown
      USING ERRCODE = 'invalid_parameter_value', HINT = format('They know %s.', array_to_string(p_known, ', '));
  END IF;
END
$$;

COMMENT ON FUNCTION app.require_keys(text, jsonb, text[]) IS
  'For functions that take details: raises 22023 unless they are a JSON object of the known keys, so that a misspelt one is not lost.';
