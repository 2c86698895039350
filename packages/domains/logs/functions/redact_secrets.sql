CREATE OR REPLACE FUNCTION app.redact_secrets(p_data jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN CASE jsonb_typeof(p_data)
    WHEN 'object' THEN (
      SELECT coalesce(jsonb_object_agg(e.key, CASE
        WHEN app.names_secret(e.key) AND e.value <> 'null' THEN '"***"'::jsonb
        WHEN jsonb_typeof(e.value) IN ('object', 'array') THEN app.redact_secrets(e.value)
        ELSE e.value END), '{}')
      FROM jsonb_each(p_data) AS e)
    WHEN 'array' THEN (
      SELECT coalesce(jsonb_agg(CASE
        WHEN jsonb_typeof(e.value) IN ('object', 'array') THEN app.redact_secrets(e.value)
        ELSE e.value END ORDER BY e.place), '[]')
      FROM jsonb_array_elements(p_data) WITH ORDINALITY AS e (value, place))
    ELSE p_data
  END;
END
$$;

ALTER FUNCTION app.redact_secrets(jsonb) OWNER TO erp_definer;
REVOKE ALL ON FUNCTION app.redact_secrets(jsonb) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION app.redact_secrets(jsonb) TO erp_app, erp_service;

COMMENT ON FUNCTION app.redact_secrets(jsonb) IS
  'The same JSON with *** in place of every value whose name speaks of a secret: password, token, key, signature, card and the like, at any depth. For what goes into logs.';
