-- may execute: nobody
-- Runs with the rights of whoever writes: the definer functions check by themselves and pass, as do the service and
-- the owner of the tables while they act for no user.
CREATE OR REPLACE FUNCTION app.guard_role_grants() RETURNS trigger
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_row record := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  v_permission text;
BEGIN
  IF current_user = 'erp_definer'
    OR app.current_user_id() IS NULL AND pg_has_role(current_user, 'erp_service', 'MEMBER') THEN
    RETURN v_row;
  END IF;

  CASE TG_TABLE_NAME
    WHEN 'sys_user_roles' THEN
      PERFORM app.require_grantable_role(v_row.role_id);
      IF TG_OP = 'INSERT' THEN
        v_row.assigned_by := app.current_user_id();
      END IF;
    WHEN 'sys_role_permissions' THEN
      SELECT p.key INTO v_permission FROM public.sys_permissions p WHERE p.id = v_row.permission_id;
      PERFORM app.require_permission(v_permission);
      IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM public.sys_roles r
        WHERE r.tenant_id = v_row.tenant_id AND r.id = v_row.role_id AND r.template_key = 'owner'
      ) THEN
        RAISE EXCEPTION 'The role of the owner keeps every permission.' USING ERRCODE = 'insufficient_privilege',
          HINT = 'Make a role of your own that permits less.';
      END IF;
    WHEN 'sys_tenant_members' THEN
      PERFORM app.require_grantable_role(ur.role_id) FROM public.sys_user_roles ur
      WHERE ur.tenant_id = v_row.tenant_id AND ur.user_id = v_row.user_id;
  END CASE;
  RETURN v_row;
END
$$;

COMMENT ON FUNCTION app.guard_role_grants() IS
  'Trigger: nobody gives or takes a permission that they do not hold, neither by a role nor by what a role permits nor by the status of a member who holds it.';

CREATE OR REPLACE TRIGGER tr_sys_user_roles_grants BEFORE INSERT OR UPDATE OR DELETE ON public.sys_user_roles
  FOR EACH ROW EXECUTE FUNCTION app.guard_role_grants();
CREATE OR REPLACE TRIGGER tr_sys_role_permissions_grants BEFORE INSERT OR UPDATE OR DELETE ON public.sys_role_permissions
  FOR EACH ROW EXECUTE FUNCTION app.guard_role_grants();
CREATE OR REPLACE TRIGGER tr_sys_tenant_members_grants BEFORE UPDATE OF status ON public.sys_tenant_members
  FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION app.guard_role_grants();
