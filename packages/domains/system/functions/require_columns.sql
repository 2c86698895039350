-- may execute: nobody
CREATE OR REPLACE FUNCTION app.require_columns(p_what text, p_rows jsonb, p_columns text[], p_numbered boolean) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_wrong record;
  v_row text := 'The ' || p_what;
  v_found text;
BEGIN
  SELECT e.place, v.key, v.value, c.type INTO v_wrong
  FROM jsonb_array_elements(p_rows) WITH ORDINALITY AS e (item, place)
  LEFT JOIN LATERAL jsonb_each(CASE jsonb_typeof(e.item) WHEN 'object' THEN e.item END) AS v ON true
  LEFT JOIN (
    SELECT split_part(d.words, ' ', 1) AS key, split_part(d.words, ' ', 2) AS type FROM unnest(p_columns) AS d (words)
  ) c ON c.key = v.key
  WHERE CASE
    WHEN v.key IS NULL THEN jsonb_typeof(e.item) <> 'object'
    WHEN c.key IS NULL THEN '*' <> ALL (p_columns)
    WHEN v.value = 'null' THEN false
    -- What comes most is looked at here: a call for each value would cost more than all the rest.
    WHEN c.type = 'text' AND jsonb_typeof(v.value) = 'string' THEN false
    WHEN c.type IN ('bigint', 'integer') AND v.value::text ~ '^("\d{1,9}"|\d{1,9})$' THEN false
    WHEN c.type IN ('numeric(14,2)', 'numeric(14,4)', 'numeric(7,4)') AND v.value::text ~ '^\d{1,3}(\.\d\d?)?$' THEN false
    WHEN c.type = 'char(3)' AND v.value::text ~ '^"[A-Z]{3}"$' THEN false
    WHEN c.type IN ('boolean', 'object') AND jsonb_typeof(v.value) = c.type THEN false
    ELSE NOT app.json_fits(v.value, c.type) END
  LIMIT 1;
  IF FOUND THEN
    IF p_numbered THEN
      v_row := format('Number %s of the %s', v_wrong.place, p_what);
    END IF;
    v_found := CASE jsonb_typeof(v_wrong.value) WHEN 'object' THEN 'an object' WHEN 'array' THEN 'an array'
      ELSE left(v_wrong.value::text, 60) END;
    IF v_wrong.key IS NULL THEN
      RAISE EXCEPTION '% is no JSON object.', v_row
        USING ERRCODE = 'invalid_parameter_value', HINT = format('With %s.', array_to_string(p_columns, ', '));
    ELSIF v_wrong.type IS NULL THEN
      RAISE EXCEPTION '%: % is not known.', v_row, left(v_wrong.key, 60)
        USING ERRCODE = 'invalid_parameter_value', HINT = format('Known are %s.', array_to_string(p_columns, ', '));
    ELSIF v_wrong.type LIKE 'numeric(%' AND app.json_fits(v_wrong.value, 'numeric') THEN
      PERFORM app.require_decimals(replace(v_wrong.key, '_', ' '), (v_wrong.value #>> '{}')::numeric,
        split_part(rtrim(v_wrong.type, ')'), ',', 2)::integer);
    END IF;
    RAISE EXCEPTION '%: % is %, not of type %.', v_row, v_wrong.key, v_found, v_wrong.type
      USING ERRCODE = 'invalid_parameter_value', HINT = format('For example %s.', CASE split_part(v_wrong.type, '(', 1)
        WHEN 'text' THEN '"Ada"' WHEN 'boolean' THEN 'true' WHEN 'numeric' THEN '12.5' WHEN 'object' THEN '{}'
        WHEN 'date' THEN '"2026-11-30"' WHEN 'timestamptz' THEN '"2026-11-30T14:00:00Z"' WHEN 'time' THEN '"09:30"'
        WHEN 'inet' THEN '"192.0.2.7"' WHEN 'text[]' THEN '["gold", "ring"]' WHEN 'bigint[]' THEN '[7, 42]'
        WHEN 'object[]' THEN '[{}]' ELSE '7' END);
  END IF;

  IF p_columns::text LIKE '% NOT NULL%' THEN
    SELECT e.place, split_part(d.words, ' ', 1) AS key INTO v_wrong
    FROM jsonb_array_elements(p_rows) WITH ORDINALITY AS e (item, place)
    CROSS JOIN unnest(p_columns) AS d (words)
    WHERE d.words LIKE '% NOT NULL' AND coalesce(e.item -> split_part(d.words, ' ', 1), 'null') = 'null'
    ORDER BY e.place LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION '%: % is missing.',
        CASE WHEN p_numbered THEN format('Number %s of the %s', v_wrong.place, p_what) ELSE v_row END, v_wrong.key
        USING ERRCODE = 'invalid_parameter_value', HINT = format('Known are %s.', array_to_string(p_columns, ', '));
    END IF;
  END IF;
END
$$;

COMMENT ON FUNCTION app.require_columns(text, jsonb, text[], boolean) IS
  'What app.require_record and app.require_recordset have in common: a JSON array whose elements are held to the columns. Raises 22023. Not for callers.';
