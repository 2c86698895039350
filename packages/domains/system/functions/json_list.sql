-- may execute: nobody
CREATE OR REPLACE FUNCTION app.json_list(p_list jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN coalesce(nullif(p_list, 'null'), '[]');
END
$$;

COMMENT ON FUNCTION app.json_list(jsonb) IS
  'An optional list of a call: [] where it was left out, or given as JSON null. Not for callers.';
