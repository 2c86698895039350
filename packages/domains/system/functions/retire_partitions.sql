CREATE OR REPLACE FUNCTION app.retire_partitions(p_table text DEFAULT NULL)
RETURNS TABLE (table_name text, partition_name text, done text)
LANGUAGE plpgsql VOLATILE SET search_path = ''
AS $$
#variable_conflict use_column
DECLARE
  v_table record;
  v_partition record;
  v_referred boolean;
BEGIN
  FOR v_table IN
    SELECT t.table_name, t.retention_months, t.retire_by, format('public.%I', t.table_name)::regclass AS parent
    FROM public.sys_partitioned_tables t
    WHERE t.retention_months IS NOT NULL AND (p_table IS NULL OR t.table_name = p_table)
    ORDER BY t.table_name
  LOOP
    PERFORM pg_advisory_xact_lock(hashtextextended('erp partitions ' || v_table.table_name, 0));
    v_referred := EXISTS (
      SELECT FROM pg_catalog.pg_constraint c
      WHERE c.contype = 'f' AND c.confrelid = v_table.parent AND c.conparentid = 0);

    FOR v_partition IN
      SELECT c.relname, c.oid::regclass AS partition
      FROM app.partition_months(v_table.table_name) m
      JOIN pg_catalog.pg_class c ON c.oid = m.partition
      WHERE m.ends_at <= (date_trunc('month', now() AT TIME ZONE 'UTC')
        - make_interval(months => v_table.retention_months)) AT TIME ZONE 'UTC'
      ORDER BY m.ends_at
    LOOP
      PERFORM app.lock_partitioned_table(v_table.parent, true);
      -- What belongs to the rows goes with them, by the foreign keys' own rules; a detached month must have nothing.
      IF v_referred AND v_table.retire_by = 'drop' THEN
        EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', v_partition.partition);
        EXECUTE format('DELETE FROM %s', v_partition.partition);
        SET CONSTRAINTS ALL IMMEDIATE;
      END IF;
      EXECUTE format('ALTER TABLE %s DETACH PARTITION %s', v_table.parent, v_partition.partition);
      IF v_table.retire_by = 'drop' THEN
        EXECUTE format('DROP TABLE %s', v_partition.partition);
      ELSE
        EXECUTE format('ALTER TABLE %s SET SCHEMA archive', v_partition.partition);
      END IF;
      table_name := v_table.table_name;
      partition_name := v_partition.relname;
      done := CASE v_table.retire_by WHEN 'drop' THEN 'dropped' ELSE 'detached' END;
      RETURN NEXT;
    END LOOP;
  END LOOP;
END
$$;

REVOKE ALL ON FUNCTION app.retire_partitions(text) FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.retire_partitions(text) IS
  'Takes away the months that are past the retention of their table, as sys_partitioned_tables says: drops them, with what refers to their rows by CASCADE, or detaches them into schema archive. Returns what it did. Safe to run again and twice at once. Only the owner of the tables may.';
