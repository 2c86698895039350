-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.require_permission(p_permission text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF app.current_tenant_id() IS NULL THEN
    RAISE EXCEPTION 'No tenant has been entered.'
      USING ERRCODE = 'insufficient_privilege', HINT = 'Call app.enter_tenant first in the same transaction.';
  END IF;
  IF NOT app.has_permission(p_permission) THEN
    RAISE EXCEPTION 'Permission % is missing.', p_permission
      USING ERRCODE = 'insufficient_privilege',
      HINT = 'Somebody who holds it can grant a role that has it to this member.';
  END IF;
END
$$;

COMMENT ON FUNCTION app.require_permission(text) IS
  'Raises 42501 unless a tenant has been entered and its user holds the permission.';
