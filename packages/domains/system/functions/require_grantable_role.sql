-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.require_grantable_role(p_role_id bigint) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_missing text;
BEGIN
  SELECT string_agg(p.key, ', ' ORDER BY p.key) INTO v_missing
  FROM public.sys_role_permissions rp
  JOIN public.sys_permissions p ON p.id = rp.permission_id
  WHERE rp.tenant_id = v_tenant AND rp.role_id = p_role_id AND NOT app.has_permission(p.key);
  IF v_missing IS NOT NULL THEN
    RAISE EXCEPTION 'Nobody can give or take a role that permits more than they may do themselves.'
      USING ERRCODE = 'insufficient_privilege',
      DETAIL = format('The role permits what this user may not: %s.', v_missing),
      HINT = 'Let somebody do it who holds these permissions.';
  END IF;
END
$$;

COMMENT ON FUNCTION app.require_grantable_role(bigint) IS
  'Raises 42501 when a role of the current tenant permits something that its user may not do.';
