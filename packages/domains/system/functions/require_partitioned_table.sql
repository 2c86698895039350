CREATE OR REPLACE FUNCTION app.require_partitioned_table(p_table text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF p_table IS NOT NULL AND NOT EXISTS (SELECT FROM public.sys_partitioned_tables t WHERE t.table_name = p_table) THEN
    RAISE EXCEPTION 'There is no partitioned table "%".', p_table
      USING ERRCODE = 'undefined_table', DETAIL = format('There are: %s.', coalesce(
        (SELECT string_agg(t.table_name, ', ' ORDER BY t.table_name) FROM public.sys_partitioned_tables t), 'none')),
      HINT = 'createPartitionedTenantTable enters a table into sys_partitioned_tables.';
  END IF;
END
$$;

REVOKE ALL ON FUNCTION app.require_partitioned_table(text) FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.require_partitioned_table(text) IS
  'Raises 42P01 when a name is given that is not that of a partitioned table.';
