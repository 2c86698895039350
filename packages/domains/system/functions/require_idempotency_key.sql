-- may execute: nobody
CREATE OR REPLACE FUNCTION app.require_idempotency_key(p_key text) RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF p_key ~ '[^[:space:]]' IS NOT TRUE THEN
    RAISE EXCEPTION 'An idempotency key is missing.'
      USING ERRCODE = 'invalid_parameter_value', HINT = 'Give a key of your own, and the same one when you try again.';
  END IF;
  IF char_length(p_key) > 200 THEN
    RAISE EXCEPTION 'An idempotency key has 200 characters at most, not %.', char_length(p_key)
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
END
$$;

COMMENT ON FUNCTION app.require_idempotency_key(text) IS
  'Raises 22023 when the key of a call is missing or too long. Not for callers.';
