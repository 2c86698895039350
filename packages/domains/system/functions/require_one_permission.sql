-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.require_one_permission(VARIADIC p_permissions text[]) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_permission text;
BEGIN
  IF app.current_tenant_id() IS NULL THEN
    RAISE EXCEPTION 'No tenant has been entered.'
      USING ERRCODE = 'insufficient_privilege', HINT = 'Call app.enter_tenant first in the same transaction.';
  END IF;
  FOREACH v_permission IN ARRAY p_permissions LOOP
    IF app.has_permission(v_permission) THEN
      RETURN;
    END IF;
  END LOOP;
  RAISE EXCEPTION 'Permission % is missing.', array_to_string(p_permissions, ' or ')
    USING ERRCODE = 'insufficient_privilege',
    HINT = 'Somebody who holds it can grant a role that has it to this member.';
END
$$;

COMMENT ON FUNCTION app.require_one_permission(text[]) IS
  'Raises 42501 unless a tenant has been entered and its user holds one of the permissions.';
