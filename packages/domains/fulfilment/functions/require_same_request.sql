-- may execute: nobody
CREATE OR REPLACE FUNCTION app.require_same_request(p_same boolean, p_did text) RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF p_same IS NOT TRUE THEN
    RAISE EXCEPTION 'The idempotency key has been used for something else.'
      USING ERRCODE = 'unique_violation', DETAIL = p_did,
      HINT = 'Use a key of its own for each call, and repeat a call only as it was.';
  END IF;
END
$$;

COMMENT ON FUNCTION app.require_same_request(boolean, text) IS
  'For functions that find their key used: raises 23505, with what the key did, unless the call is the same. Not for callers.';
