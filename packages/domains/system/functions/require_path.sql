-- may execute: nobody
CREATE OR REPLACE FUNCTION app.require_path(p_allowed boolean, p_what text, p_from text, p_to text, p_hint text)
RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF p_allowed IS NOT TRUE THEN
    RAISE EXCEPTION '% cannot go from % to %.', p_what, p_from, coalesce(p_to, 'nothing')
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = p_hint;
  END IF;
END
$$;

COMMENT ON FUNCTION app.require_path(boolean, text, text, text, text) IS
  'For functions that move a row to another status: raises 55000 when there is no such path.';
