-- may execute: nobody
CREATE OR REPLACE FUNCTION app.key_list(p_keys jsonb) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT translate(p_keys::text, '[] "', '{}');
$$;

COMMENT ON FUNCTION app.key_list(jsonb) IS 'A JSON list of numbers as the text of an array. For app.personal_condition.';
