CREATE OR REPLACE FUNCTION app.follow_audited_tables() RETURNS trigger
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF TG_OP IN ('UPDATE', 'DELETE') THEN
    PERFORM app.stop_auditing_table(OLD.table_name);
  END IF;
  -- While the functions of logs are being installed; its reference data then puts the audit on all that have asked.
  IF TG_OP IN ('INSERT', 'UPDATE') AND to_regprocedure('app.audit_table(text)') IS NOT NULL
    AND to_regprocedure('app.audit_rows()') IS NOT NULL AND to_regprocedure('app.stop_auditing_table(text)') IS NOT NULL THEN
    PERFORM app.audit_table(NEW.table_name);
  END IF;
  RETURN NULL;
END
$$;

REVOKE ALL ON FUNCTION app.follow_audited_tables() FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.follow_audited_tables() IS
  'Trigger: puts the audit on a table that a migration enters into sys_audited_tables, and takes it off again.';

CREATE OR REPLACE TRIGGER tr_sys_audited_tables_follow
  AFTER INSERT OR UPDATE OR DELETE ON public.sys_audited_tables
  FOR EACH ROW EXECUTE FUNCTION app.follow_audited_tables();
