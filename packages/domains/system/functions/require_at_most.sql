-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.require_at_most(p_what text, p_count bigint, p_most bigint) RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF p_count > p_most THEN
    RAISE EXCEPTION '% %, at most % are taken at once.', p_count, p_what, p_most
      USING ERRCODE = 'program_limit_exceeded', HINT = 'Split it up; nothing was changed.';
  END IF;
END
$$;

COMMENT ON FUNCTION app.require_at_most(text, bigint, bigint) IS
  'Raises 54000 when a call brings more of something than one call does in a time that others can wait for.';
