CREATE OR REPLACE FUNCTION app.partition_months(p_table text)
RETURNS TABLE (partition regclass, starts_at timestamptz, ends_at timestamptz)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- The bound is text in the style and zone of the session, and is read back in the same.
  RETURN QUERY
  SELECT c.oid::regclass,
    coalesce(substring(b.bound FROM 'FROM \(''([^'']+)''\)')::timestamptz, '-infinity'),
    coalesce(substring(b.bound FROM 'TO \(''([^'']+)''\)')::timestamptz, 'infinity')
  FROM pg_catalog.pg_inherits i
  JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
  CROSS JOIN LATERAL (SELECT pg_get_expr(c.relpartbound, c.oid) AS bound) b
  WHERE i.inhparent = to_regclass(format('public.%I', p_table)) AND b.bound <> 'DEFAULT';
END
$$;

REVOKE ALL ON FUNCTION app.partition_months(text) FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.partition_months(text) IS
  'The partitions of a table with the times that they begin and end; without the default partition.';
