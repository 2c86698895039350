-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.require_decimals(p_what text, p_value numeric, p_decimals integer) RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF p_value <> round(p_value, p_decimals) THEN
    RAISE EXCEPTION 'The % has more than % decimals: %.', p_what, p_decimals, left(p_value::text, 60)
      USING ERRCODE = 'invalid_parameter_value', HINT = format('Round it to %s, and decide who bears the difference.', p_decimals);
  END IF;
END
$$;

COMMENT ON FUNCTION app.require_decimals(text, numeric, integer) IS
  'Raises 22023 when a value has more decimals than the column that it goes to keeps: PostgreSQL would round it before any check sees it, a price of 0.00001 to nothing. For functions that take amounts, prices and quantities.';
