CREATE OR REPLACE FUNCTION app.create_partitions(
  p_table text DEFAULT NULL, p_ahead integer DEFAULT NULL, p_since timestamptz DEFAULT NULL
) RETURNS TABLE (table_name text, partition_name text, rows_moved bigint)
LANGUAGE plpgsql VOLATILE SET search_path = ''
AS $$
#variable_conflict use_column
DECLARE
  v_table record;
  v_rest regclass;
  v_waiting date[];
  v_month date;
BEGIN
  FOR v_table IN
    SELECT t.table_name, t.partition_column, coalesce(p_ahead, t.months_ahead) AS months_ahead
    FROM public.sys_partitioned_tables t
    WHERE p_table IS NULL OR t.table_name = p_table
    ORDER BY t.table_name
  LOOP
    -- Whoever comes second waits, and then finds the months made.
    PERFORM pg_advisory_xact_lock(hashtextextended('erp partitions ' || v_table.table_name, 0));

    -- Months whose rows are there already; what is centuries off is a mistake in the data and stays where it is.
    v_waiting := '{}';
    v_rest := to_regclass(format('public.%I', v_table.table_name || '_default'));
    IF v_rest IS NOT NULL THEN
      EXECUTE format(
        'SELECT coalesce(array_agg(DISTINCT date_trunc(''month'', %1$I AT TIME ZONE ''UTC'')::date), ''{}'') FROM %2$s WHERE %1$I BETWEEN now() - interval ''50 years'' AND now() + interval ''10 years''',
        v_table.partition_column, v_rest) INTO v_waiting;
    END IF;

    FOR v_month IN
      SELECT m.first_day::date
      FROM generate_series(
        date_trunc('month', least(coalesce(p_since, now()), now()) AT TIME ZONE 'UTC'),
        date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => v_table.months_ahead),
        interval '1 month') AS m (first_day)
      UNION
      SELECT w.first_day FROM unnest(v_waiting) AS w (first_day)
      ORDER BY 1
    LOOP
      CONTINUE WHEN EXISTS (
        SELECT FROM app.partition_months(v_table.table_name) p
        WHERE p.starts_at <= v_month::timestamp AT TIME ZONE 'UTC' AND p.ends_at > v_month::timestamp AT TIME ZONE 'UTC');
      table_name := v_table.table_name;
      partition_name := v_table.table_name || to_char(v_month, '"_y"YYYY"m"MM');
      rows_moved := app.create_partition(v_table.table_name, v_month);
      RETURN NEXT;
    END LOOP;
  END LOOP;

  IF p_table IS NOT NULL AND NOT EXISTS (SELECT FROM public.sys_partitioned_tables t WHERE t.table_name = p_table) THEN
    RAISE EXCEPTION 'There is no partitioned table "%".', p_table
      USING ERRCODE = 'undefined_table', DETAIL = format('There are: %s.', coalesce(
        (SELECT string_agg(t.table_name, ', ' ORDER BY t.table_name) FROM public.sys_partitioned_tables t), 'none')),
      HINT = 'createPartitionedTenantTable enters a table into sys_partitioned_tables.';
  END IF;
END
$$;

REVOKE ALL ON FUNCTION app.create_partitions(text, integer, timestamptz) FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.create_partitions(text, integer, timestamptz) IS
  'Makes the months that are missing, of one partitioned table or of all: from the present one, or p_since, as far ahead as the table wants, or p_ahead months; and those whose rows wait in the default partition. Returns what it made and how many rows moved. Safe to run again, twice at once and late. Only the owner of the tables may.';
