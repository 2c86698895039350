CREATE OR REPLACE FUNCTION app.create_partitions(
  p_table text DEFAULT NULL, p_ahead integer DEFAULT NULL, p_since timestamptz DEFAULT NULL
) RETURNS TABLE (table_name text, partition_name text, rows_moved bigint)
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  v_table text;
  v_missing record;
BEGIN
  PERFORM app.require_partitioned_table(p_table);

  FOR v_table IN
    SELECT t.table_name FROM public.sys_partitioned_tables t
    WHERE p_table IS NULL OR t.table_name = p_table
    ORDER BY t.table_name
  LOOP
    -- Whoever comes second waits, and then finds the months made.
    PERFORM pg_advisory_xact_lock(hashtextextended('erp partitions ' || v_table, 0));
    FOR v_missing IN SELECT m.partition_name, m.month FROM app.missing_partitions(v_table, p_ahead, p_since) m LOOP
      table_name := v_table;
      partition_name := v_missing.partition_name;
      rows_moved := app.create_partition(v_table, v_missing.month);
      RETURN NEXT;
    END LOOP;
  END LOOP;
END
$$;

REVOKE ALL ON FUNCTION app.create_partitions(text, integer, timestamptz) FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.create_partitions(text, integer, timestamptz) IS
  'Makes the months that are missing, of one partitioned table or of all: from the present one, or from p_since, as far ahead as the table wants, or p_ahead months; and those whose rows wait in the default partition. Returns what it made and how many rows moved. Safe to run again, twice at once and late. Only the owner of the tables may.';
