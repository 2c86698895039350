-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.revoke_invitation(p_invitation_id bigint) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
BEGIN
  PERFORM app.require_permission('members.manage');
  UPDATE public.sys_tenant_invitations i SET revoked_at = now()
  WHERE i.tenant_id = v_tenant AND i.id = p_invitation_id
    AND i.accepted_at IS NULL AND i.revoked_at IS NULL;
END
$$;

COMMENT ON FUNCTION app.revoke_invitation(bigint) IS
  'Takes back an open invitation of the current tenant; one that is used or revoked stays as it is. Needs members.manage.';
