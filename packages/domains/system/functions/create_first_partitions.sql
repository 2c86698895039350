CREATE OR REPLACE FUNCTION app.create_first_partitions() RETURNS trigger
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM app.create_partitions(NEW.table_name);
  RETURN NULL;
END
$$;

REVOKE ALL ON FUNCTION app.create_first_partitions() FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.create_first_partitions() IS
  'Trigger: makes the present and the next months of a table that has just been entered. Months are not part of the declared schema, so migrations do not name them.';

CREATE OR REPLACE TRIGGER tr_sys_partitioned_tables_first
  AFTER INSERT ON public.sys_partitioned_tables
  FOR EACH ROW EXECUTE FUNCTION app.create_first_partitions();
