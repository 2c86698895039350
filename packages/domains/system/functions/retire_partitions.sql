CREATE OR REPLACE FUNCTION app.retire_partitions(p_table text DEFAULT NULL)
RETURNS TABLE (table_name text, partition_name text, done text)
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  v_table record;
  v_expired record;
BEGIN
  PERFORM app.require_partitioned_table(p_table);
  -- A table that others point at comes after them.
  FOR v_table IN
    SELECT t.table_name, t.parent, r.referring
    FROM (SELECT s.table_name, format('public.%I', s.table_name)::regclass AS parent FROM public.sys_partitioned_tables s) t
    CROSS JOIN LATERAL (
      SELECT count(*) AS referring FROM pg_catalog.pg_constraint c
      WHERE c.contype = 'f' AND c.confrelid = t.parent AND c.conrelid <> t.parent AND c.conparentid = 0) r
    WHERE p_table IS NULL OR t.table_name = p_table
    ORDER BY r.referring, t.table_name
  LOOP
    PERFORM pg_advisory_xact_lock(hashtextextended('erp partitions ' || v_table.table_name, 0));
    FOR v_expired IN
      SELECT e.partition_name, e.retire_by, format('public.%I', e.partition_name) AS sql_name
      FROM app.expired_partitions(v_table.table_name) e
    LOOP
      PERFORM app.lock_partitioned_table(v_table.parent, true);
      -- What belongs to the rows goes with them, by the foreign keys' own rules; a month to be kept must have nothing.
      IF v_table.referring > 0 AND v_expired.retire_by = 'drop' THEN
        EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', v_expired.sql_name);
        EXECUTE format('DELETE FROM %s', v_expired.sql_name);
        SET CONSTRAINTS ALL IMMEDIATE;
      END IF;
      EXECUTE format('ALTER TABLE %s DETACH PARTITION %s', v_table.parent, v_expired.sql_name);
      IF v_expired.retire_by = 'drop' THEN
        EXECUTE format('DROP TABLE %s', v_expired.sql_name);
        done := 'dropped';
      ELSE
        EXECUTE format('ALTER TABLE %s SET SCHEMA archive', v_expired.sql_name);
        done := 'detached';
      END IF;
      table_name := v_table.table_name;
      partition_name := v_expired.partition_name;
      RETURN NEXT;
    END LOOP;
  END LOOP;
END
$$;

REVOKE ALL ON FUNCTION app.retire_partitions(text) FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.retire_partitions(text) IS
  'Takes away the months that are past the retention of their table, as sys_partitioned_tables says: drops them, with what refers to their rows by CASCADE, or detaches them into schema archive. Returns what it did. Safe to run again and twice at once. Only the owner of the tables may.';
