-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.allowed_values(p_table text, p_column text) RETURNS text[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_table oid;
  v_values text[];
BEGIN
  SELECT c.oid INTO v_table FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relname = p_table AND c.relkind IN ('r', 'p');
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no table "%".', coalesce(p_table, 'NULL')
      USING ERRCODE = 'invalid_parameter_value', DETAIL = format('There are: %s.', (
        SELECT string_agg(c.relname, ', ' ORDER BY c.relname) FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
          AND c.relname NOT LIKE 'knex\_migrations%'));
  END IF;

  -- What every list of the column has, in the order of the first one.
  WITH list AS (
    SELECT row_number() OVER () AS place, l.list, l.pattern FROM app.value_lists(v_table, coalesce(p_column, '')) l
  )
  SELECT array_agg(v.value ORDER BY v.place) INTO v_values FROM (
    SELECT replace(f.found[1], '''''', '''') AS value, min(f.place) FILTER (WHERE l.place = 1) AS place
    FROM list l CROSS JOIN LATERAL regexp_matches(l.list, l.pattern, 'g') WITH ORDINALITY AS f (found, place)
    GROUP BY 1 HAVING count(DISTINCT l.place) = (SELECT count(*) FROM list)
  ) v;
  IF v_values IS NULL THEN
    RAISE EXCEPTION 'Table % has no column "%" with a list of values.', p_table, coalesce(p_column, 'NULL')
      USING ERRCODE = 'invalid_parameter_value', DETAIL = format('Columns of it with a list: %s.', coalesce(
        (SELECT string_agg(DISTINCT l.column_name, ', ') FROM app.value_lists(v_table) l), 'none'));
  END IF;
  RETURN v_values;
END
$$;

COMMENT ON FUNCTION app.allowed_values(text, text) IS
  'What a code column takes, in the order in which the schema lists it: for screens that offer a choice, and for whoever guessed wrong. Read from the checks of the column, or from what generates it, so it never differs from what a row is held to. Raises 22023 for a table that is not there or a column without a list, naming those that there are.';
