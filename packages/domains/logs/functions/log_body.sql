-- may execute: nobody
CREATE OR REPLACE FUNCTION app.log_body(p_data jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN CASE
    WHEN p_data IS NULL THEN '{}'::jsonb
    WHEN jsonb_typeof(p_data) = 'object' THEN app.redact_secrets(p_data)
    ELSE jsonb_build_object('body', app.redact_secrets(p_data))
  END;
END
$$;

COMMENT ON FUNCTION app.log_body(jsonb) IS
  'JSON as the logs keep it: always an object, without secrets, bounded. Nothing becomes {}, and what is no object becomes its body. Raises nothing. For the functions that write logs and alerts.';
