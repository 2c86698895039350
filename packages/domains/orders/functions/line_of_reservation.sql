-- may execute: nobody
CREATE OR REPLACE FUNCTION app.line_of_reservation(p_source_key text) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN substring(p_source_key, '^order:[0-9]{1,18}/line:([0-9]{1,18})(/|$)')::bigint;
END
$$;

COMMENT ON FUNCTION app.line_of_reservation(text) IS
  'The order line that a reservation is for, by its key order:1/line:2, or order:1/line:2/product:3 for what a set contains.';
