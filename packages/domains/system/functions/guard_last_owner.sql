-- may execute: nobody
CREATE OR REPLACE FUNCTION app.guard_last_owner() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- Only what concerned an owner can have removed the last one.
  IF NOT EXISTS (
    SELECT FROM public.sys_roles r
    WHERE r.tenant_id = OLD.tenant_id AND r.template_key = 'owner' AND CASE TG_TABLE_NAME
      WHEN 'sys_user_roles' THEN r.id = (to_jsonb(OLD) ->> 'role_id')::bigint
      ELSE EXISTS (
        SELECT FROM public.sys_user_roles ur
        WHERE ur.tenant_id = OLD.tenant_id AND ur.role_id = r.id AND ur.user_id = OLD.user_id
      ) END
  ) THEN
    RETURN NULL;
  END IF;

  -- Writing, not only locking: a second session that removes the other owner waits here and then sees the removal,
  -- and at stricter isolation levels it fails instead of judging by an old snapshot. No row: the tenant is going.
  UPDATE public.sys_tenants t SET updated_at = now() WHERE t.id = OLD.tenant_id;
  IF FOUND AND NOT EXISTS (
    SELECT FROM public.sys_user_roles ur
    JOIN public.sys_roles r ON r.tenant_id = ur.tenant_id AND r.id = ur.role_id AND r.template_key = 'owner'
    JOIN public.sys_tenant_members m ON m.tenant_id = ur.tenant_id AND m.user_id = ur.user_id AND m.status = 'active'
    WHERE ur.tenant_id = OLD.tenant_id AND ur.expires_at IS NULL
  ) THEN
    RAISE EXCEPTION 'The last owner of a tenant cannot leave, be suspended or lose the role.'
      USING ERRCODE = 'restrict_violation', HINT = 'Make somebody else an owner first, for good.';
  END IF;
  RETURN NULL;
END
$$;

COMMENT ON FUNCTION app.guard_last_owner() IS
  'Trigger: a tenant that has had an owner keeps one who is active and whose role does not expire.';

CREATE OR REPLACE TRIGGER tr_sys_user_roles_last_owner AFTER UPDATE OR DELETE ON public.sys_user_roles
  FOR EACH ROW EXECUTE FUNCTION app.guard_last_owner();
CREATE OR REPLACE TRIGGER tr_sys_tenant_members_last_owner AFTER UPDATE OF status ON public.sys_tenant_members
  FOR EACH ROW WHEN (OLD.status = 'active' AND NEW.status <> 'active') EXECUTE FUNCTION app.guard_last_owner();
