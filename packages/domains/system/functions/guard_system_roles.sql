-- may execute: nobody
CREATE OR REPLACE FUNCTION app.guard_system_roles() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- The cascade of a tenant that is being erased has removed its row already.
  IF EXISTS (SELECT FROM public.sys_tenants t WHERE t.id = OLD.tenant_id) THEN
    RAISE EXCEPTION 'The role "%" is built in and cannot be deleted.', OLD.key
      USING ERRCODE = 'restrict_violation', HINT = 'Take it from the members who hold it instead.';
  END IF;
  RETURN OLD;
END
$$;

COMMENT ON FUNCTION app.guard_system_roles() IS 'Trigger: roles that were made from a template go only with their tenant.';

CREATE OR REPLACE TRIGGER tr_sys_roles_system BEFORE DELETE ON public.sys_roles
  FOR EACH ROW WHEN (OLD.is_system) EXECUTE FUNCTION app.guard_system_roles();
