CREATE OR REPLACE FUNCTION app.missing_partitions(
  p_table text DEFAULT NULL, p_ahead integer DEFAULT NULL, p_since timestamptz DEFAULT NULL
) RETURNS TABLE (table_name text, partition_name text, month date, rows_waiting bigint)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  v_table record;
  v_waiting text;
BEGIN
  PERFORM app.require_partitioned_table(p_table);
  FOR v_table IN
    SELECT t.table_name, t.partition_column, coalesce(p_ahead, t.months_ahead) AS months_ahead,
      to_regclass(format('public.%I', t.table_name || '_default')) AS rest
    FROM public.sys_partitioned_tables t
    WHERE p_table IS NULL OR t.table_name = p_table
    ORDER BY t.table_name
  LOOP
    -- Months whose rows are there already; what is centuries off is a mistake in the data and stays where it is.
    v_waiting := CASE WHEN v_table.rest IS NULL THEN 'SELECT NULL::date AS month, 0::bigint AS waiting WHERE false'
      ELSE format(
        'SELECT date_trunc(''month'', r.%1$I AT TIME ZONE ''UTC'')::date AS month, count(*) AS waiting FROM %2$s r WHERE r.%1$I BETWEEN now() - interval ''50 years'' AND now() + interval ''10 years'' GROUP BY 1',
        v_table.partition_column, v_table.rest) END;
    RETURN QUERY EXECUTE format($query$
      SELECT $1, $1 || to_char(m.month, '"_y"YYYY"m"MM'), m.month, coalesce(w.waiting, 0)
      FROM (%s) w
      FULL JOIN (
        SELECT s.first_day::date AS month
        FROM generate_series(
          date_trunc('month', least(coalesce($3, now()), now()) AT TIME ZONE 'UTC'),
          date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => $2), interval '1 month') AS s (first_day)
      ) wanted USING (month)
      CROSS JOIN LATERAL (SELECT coalesce(w.month, wanted.month) AS month) m
      WHERE NOT EXISTS (
        SELECT FROM app.partition_months($1) p
        WHERE p.starts_at <= m.month::timestamp AT TIME ZONE 'UTC' AND p.ends_at > m.month::timestamp AT TIME ZONE 'UTC')
      ORDER BY 3
      $query$, v_waiting)
    USING v_table.table_name, v_table.months_ahead, p_since;
  END LOOP;
END
$$;

REVOKE ALL ON FUNCTION app.missing_partitions(text, integer, timestamptz) FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.missing_partitions(text, integer, timestamptz) IS
  'The months that app.create_partitions would make with the same arguments, and how many rows wait for each in the default partition.';
