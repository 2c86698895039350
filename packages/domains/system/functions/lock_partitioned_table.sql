CREATE OR REPLACE FUNCTION app.lock_partitioned_table(p_table regclass, p_whole boolean) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_before text := current_setting('lock_timeout');
  v_lock record;
BEGIN
  FOR v_attempt IN 1..200 LOOP
    BEGIN
      -- Only for a moment: whoever holds a lock and waits for another can be waited for. All locks are let go of
      -- together long before the server looks for deadlocks, and the application is never the one that loses.
      PERFORM set_config('lock_timeout', '100ms', true);
      FOR v_lock IN
        SELECT c.confrelid::regclass::text AS table_name, 'SHARE ROW EXCLUSIVE' AS mode
        FROM pg_catalog.pg_constraint c
        WHERE c.contype = 'f' AND c.conrelid = p_table AND c.conparentid = 0
        UNION
        SELECT c.conrelid::regclass::text, 'ACCESS EXCLUSIVE'
        FROM pg_catalog.pg_constraint c
        WHERE c.contype = 'f' AND c.confrelid = p_table AND c.conparentid = 0 AND p_whole
        UNION
        SELECT CASE WHEN p_whole THEN '' ELSE 'ONLY ' END || p_table::text,
          CASE WHEN p_whole THEN 'ACCESS EXCLUSIVE' ELSE 'SHARE UPDATE EXCLUSIVE' END
        UNION
        SELECT c.oid::regclass::text, 'ACCESS EXCLUSIVE'
        FROM pg_catalog.pg_inherits i
        JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = p_table AND pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT'
        ORDER BY 2 DESC, 1
      LOOP
        EXECUTE format('LOCK TABLE %s IN %s MODE', v_lock.table_name, v_lock.mode);
      END LOOP;
      PERFORM set_config('lock_timeout', v_before, true);
      RETURN;
    EXCEPTION
      WHEN lock_not_available OR deadlock_detected THEN
        PERFORM pg_sleep(0.1 * random());
    END;
  END LOOP;
  RAISE EXCEPTION 'Somebody has been at work on % for too long.', p_table
    USING ERRCODE = 'lock_not_available', HINT = 'Run it again later; nothing was changed.';
END
$$;

REVOKE ALL ON FUNCTION app.lock_partitioned_table(regclass, boolean) FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.lock_partitioned_table(regclass, boolean) IS
  'Takes all locks at once that attaching a month to a partitioned table needs, or with p_whole those for detaching one or for moving rows that others refer to. For create_partition and retire_partitions. Raises 55P03.';
