CREATE OR REPLACE FUNCTION app.expired_partitions(p_table text DEFAULT NULL)
RETURNS TABLE (table_name text, partition_name text, retire_by text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM app.require_partitioned_table(p_table);
  RETURN QUERY
  SELECT t.table_name, c.relname::text, t.retire_by
  FROM public.sys_partitioned_tables t
  CROSS JOIN LATERAL app.partition_months(t.table_name) m
  JOIN pg_catalog.pg_class c ON c.oid = m.partition
  WHERE (p_table IS NULL OR t.table_name = p_table)
    AND m.ends_at <= (date_trunc('month', now() AT TIME ZONE 'UTC')
      - make_interval(months => t.retention_months)) AT TIME ZONE 'UTC'
  ORDER BY t.table_name, m.ends_at;
END
$$;

REVOKE ALL ON FUNCTION app.expired_partitions(text) FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.expired_partitions(text) IS
  'The months that are past the retention of their table, and what is to become of them: drop or detach. For app.retire_partitions.';
