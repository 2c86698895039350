-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.require_code(p_what text, p_value text) RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF p_value !~ '^[a-z][a-z0-9_]*$' THEN
    RAISE EXCEPTION '"%" is no code of a %.', p_value, p_what
      USING ERRCODE = 'invalid_parameter_value', HINT = 'Small letters, digits and underscores, a letter first: walk_in.';
  END IF;
END
$$;

COMMENT ON FUNCTION app.require_code(text, text) IS
  'For functions that take a code from an open list: raises 22023 unless it is written like one; NULL is let through.';
