-- may execute: nobody
CREATE OR REPLACE FUNCTION app.require_reference(p_type text, p_id bigint) RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF (p_type IS NULL) <> (p_id IS NULL) THEN
    RAISE EXCEPTION 'What goods are moved for has a type and a number.'
      USING ERRCODE = 'invalid_parameter_value',
      DETAIL = format('Given are type %s and number %s.', coalesce(p_type, 'none'), coalesce(p_id::text, 'none')),
      HINT = 'Give both, or neither.';
  END IF;
END
$$;

COMMENT ON FUNCTION app.require_reference(text, bigint) IS
  'For functions that move or keep goods: raises 22023 where what they are for is named by half.';
