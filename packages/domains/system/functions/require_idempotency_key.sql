-- may execute: nobody
CREATE OR REPLACE FUNCTION app.require_idempotency_key(p_key text, p_most integer DEFAULT NULL) RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF p_key ~ '[^[:space:]]' IS NOT TRUE THEN
    RAISE EXCEPTION 'An idempotency key is missing.'
      USING ERRCODE = 'invalid_parameter_value', HINT = 'Give a key of your own, and the same one when you try again.';
  END IF;
  IF char_length(p_key) > p_most THEN
    RAISE EXCEPTION 'An idempotency key has % characters at most, not %.', p_most, char_length(p_key)
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
END
$$;

COMMENT ON FUNCTION app.require_idempotency_key(text, integer) IS
  'Raises 22023 when the key of a call is missing, or has more than p_most characters where that is said. Not for callers.';
