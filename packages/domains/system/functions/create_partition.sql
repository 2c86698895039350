CREATE OR REPLACE FUNCTION app.create_partition(p_table text, p_month date) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_parent regclass := format('public.%I', p_table)::regclass;
  v_rest regclass := to_regclass(format('public.%I', p_table || '_default'));
  v_name name := p_table || to_char(p_month, '"_y"YYYY"m"MM');
  v_column text;
  v_from text := to_char(p_month, 'YYYY-MM-DD') || ' 00:00:00+00';
  v_to text := to_char(p_month + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00';
  v_waiting text;
  v_referred boolean;
  v_found boolean := false;
  v_in_place boolean;
  v_whole boolean;
  v_columns text;
  v_reference record;
  v_restore text[] := '{}';
  v_statement text;
  v_moved bigint := 0;
BEGIN
  SELECT t.partition_column INTO STRICT v_column FROM public.sys_partitioned_tables t WHERE t.table_name = p_table;

  IF v_rest IS NOT NULL THEN
    v_waiting := format('SELECT EXISTS (SELECT FROM %s WHERE %I >= %L AND %2$I < %4$L)', v_rest, v_column, v_from, v_to);
    EXECUTE v_waiting INTO v_found;
  END IF;
  -- Who has the table to himself keeps nobody from anything: then it is made in its place, at less than half the work.
  v_in_place := NOT v_found AND EXISTS (
    SELECT FROM pg_catalog.pg_locks l
    WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.relation = v_parent
      AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = current_database())
      AND l.mode = 'AccessExclusiveLock' AND l.granted);
  IF v_in_place THEN
    EXECUTE format('CREATE TABLE public.%I PARTITION OF %s FOR VALUES FROM (%L) TO (%L)', v_name, v_parent, v_from, v_to);
  ELSE
    -- Made beside the table and attached afterwards, so that reading and writing the other months goes on.
    EXECUTE format('CREATE TABLE public.%I (LIKE %s INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS INCLUDING STORAGE INCLUDING COMPRESSION)', v_name, v_parent);
  END IF;
  EXECUTE format('ALTER TABLE public.%I OWNER TO %I', v_name,
    (SELECT pg_get_userbyid(c.relowner) FROM pg_catalog.pg_class c WHERE c.oid = v_parent));
  EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', v_name);
  EXECUTE format('CREATE POLICY %I ON public.%I FOR ALL TO erp_definer, erp_service USING (true) WITH CHECK (true)',
    left(v_name || '_service', 63), v_name);
  EXECUTE format('REVOKE ALL ON public.%I FROM PUBLIC, anon, authenticated, service_role', v_name);
  IF v_in_place THEN
    RETURN 0;
  END IF;

  v_referred := EXISTS (
    SELECT FROM pg_catalog.pg_constraint c
    WHERE c.contype = 'f' AND c.confrelid = v_parent AND c.conparentid = 0);
  LOOP
    v_whole := v_found AND v_referred;
    BEGIN
      -- From here on nobody adds a row of this month to the rest.
      PERFORM app.lock_partitioned_table(v_parent, v_whole);
      IF v_rest IS NOT NULL THEN
        EXECUTE v_waiting INTO v_found;
      END IF;
      IF v_found AND v_referred AND NOT v_whole THEN
        RAISE SQLSTATE 'ERP01';
      END IF;
      EXIT;
    EXCEPTION
      WHEN SQLSTATE 'ERP01' THEN
        NULL; -- The first row came just before the lock; the locks that it takes begin with other tables.
    END;
  END LOOP;

  IF v_found THEN
    -- To the foreign keys that point here the rows would be gone for a moment, with what CASCADE makes of it. So the
    -- keys go first and come back, checked, when the rows are at their new place.
    FOR v_reference IN
      SELECT c.conrelid::regclass AS table_name, c.conname, pg_get_constraintdef(c.oid) AS definition
      FROM pg_catalog.pg_constraint c
      WHERE c.contype = 'f' AND c.confrelid = v_parent AND c.conparentid = 0
      ORDER BY c.conrelid::regclass::text, c.conname
    LOOP
      EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', v_reference.table_name, v_reference.conname);
      v_restore := v_restore || format('ALTER TABLE %s ADD CONSTRAINT %I %s', v_reference.table_name, v_reference.conname, v_reference.definition);
    END LOOP;
    SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) INTO v_columns
    FROM pg_catalog.pg_attribute a
    WHERE a.attrelid = v_parent AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '';
    -- Nothing happens to the rows, so no trigger is told.
    EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', v_rest);
    EXECUTE format(
      'WITH moved AS (DELETE FROM %1$s WHERE %2$I >= %3$L AND %2$I < %4$L RETURNING %5$s) INSERT INTO public.%6$I (%5$s) SELECT %5$s FROM moved',
      v_rest, v_column, v_from, v_to, v_columns, v_name);
    GET DIAGNOSTICS v_moved = ROW_COUNT;
    EXECUTE format('ALTER TABLE %s ENABLE TRIGGER USER', v_rest);
  END IF;

  EXECUTE format('ALTER TABLE %s ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)', v_parent, v_name, v_from, v_to);
  FOREACH v_statement IN ARRAY v_restore LOOP
    EXECUTE v_statement;
  END LOOP;
  RETURN v_moved;
END
$$;

REVOKE ALL ON FUNCTION app.create_partition(text, date) FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.create_partition(text, date) IS
  'Makes one month of a partitioned table and moves the rows that waited for it in the default partition, in this transaction; returns how many. Whoever holds the table in ACCESS EXCLUSIVE mode gets the month made in its place. For app.create_partitions, which sees to it that the month is missing and that nobody else makes it.';
