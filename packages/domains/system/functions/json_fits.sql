-- may execute: nobody
CREATE OR REPLACE FUNCTION app.json_fits(p_value jsonb, p_type text) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_kind text := jsonb_typeof(p_value);
  v_text text := p_value #>> '{}';
  v_room text[];
BEGIN
  IF right(p_type, 2) = '[]' THEN
    RETURN v_kind = 'array' AND NOT EXISTS (
      SELECT FROM jsonb_array_elements(p_value) AS e (item) WHERE NOT app.json_fits(e.item, left(p_type, -2)));
  ELSIF p_type = 'jsonb' THEN
    RETURN true;
  ELSIF p_type = 'object' THEN
    RETURN v_kind = 'object';
  ELSIF p_type = 'text' THEN
    RETURN v_kind IN ('string', 'number');
  ELSIF left(p_type, 5) = 'char(' THEN
    RETURN v_kind = 'string' AND char_length(v_text) <= substring(p_type FROM '\d+')::integer;
  ELSIF v_kind NOT IN ('string', 'number', 'boolean') OR v_kind <> 'string' AND p_type !~ '^(bigint|integer|numeric|boolean)' THEN
    RETURN false;
  END IF;
  BEGIN
    CASE
      WHEN p_type = 'bigint' THEN
        PERFORM v_text::bigint;
      WHEN p_type = 'integer' THEN
        PERFORM v_text::integer;
      WHEN p_type = 'boolean' THEN
        PERFORM v_text::boolean;
      WHEN p_type = 'date' THEN
        RETURN isfinite(v_text::date);
      WHEN p_type = 'timestamptz' THEN
        RETURN isfinite(v_text::timestamptz);
      WHEN p_type = 'time' THEN
        PERFORM v_text::time;
      WHEN p_type = 'inet' THEN
        PERFORM v_text::inet;
      WHEN p_type LIKE 'numeric%' THEN
        v_room := regexp_match(p_type, '\((\d+),(\d+)\)');
        RETURN v_text::numeric NOT IN ('NaN', 'Infinity', '-Infinity') AND (v_room IS NULL
          OR abs(v_text::numeric) < 10::numeric ^ (v_room[1]::integer - v_room[2]::integer)
          AND v_text::numeric = round(v_text::numeric, v_room[2]::integer));
    END CASE;
  EXCEPTION
    WHEN data_exception THEN
      RETURN false;
  END;
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.json_fits(jsonb, text) IS
  'Whether a JSON value can be read as a type: bigint, integer, numeric, numeric(14,2), boolean, text, char(3), date, timestamptz, time, inet, object, jsonb, or a list of one of them as in bigint[]. A number may be written as a string, as drivers hand on a bigint; NULL is nothing to read. Dates and moments are finite. For app.require_record and app.require_recordset.';
