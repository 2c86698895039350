-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.enter_tenant(p_tenant_id bigint, p_user_id bigint DEFAULT NULL) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_claims jsonb := nullif(current_setting('request.jwt.claims', true), '')::jsonb;
  v_caller name := coalesce(nullif(current_setting('role', true), 'none'), session_user);
  v_as_service boolean := false;
  v_account uuid := app.claimed_account();
  v_user_id bigint := p_user_id;
  v_permissions text;
  v_admitted boolean := false;
BEGIN
  -- Signed claims say who it is; the argument can then only repeat it.
  IF v_account IS NOT NULL THEN
    SELECT u.id INTO v_user_id FROM public.sys_users u
    WHERE u.auth_user_id = v_account AND (p_user_id IS NULL OR u.id = p_user_id);
  ELSIF v_claims IS NOT NULL OR p_user_id IS NULL THEN
    v_as_service := p_user_id IS NULL AND pg_has_role(v_caller, 'erp_service', 'MEMBER');
    v_user_id := NULL;
  END IF;

  IF v_as_service THEN
    SELECT true INTO v_admitted FROM public.sys_tenants t WHERE t.id = p_tenant_id AND t.status = 'active';
  ELSE
    SELECT true INTO v_admitted
    FROM public.sys_tenants t
    JOIN public.sys_tenant_members m ON m.tenant_id = t.id
    JOIN public.sys_users u ON u.id = m.user_id
    WHERE t.id = p_tenant_id AND t.status = 'active'
      AND m.user_id = v_user_id AND m.status = 'active' AND u.is_active;
  END IF;

  -- One answer for "no such tenant" and "not yours": nobody can find out which tenants exist.
  IF v_admitted IS NOT TRUE THEN
    RAISE EXCEPTION 'This tenant cannot be entered.'
      USING ERRCODE = 'insufficient_privilege',
      HINT = 'It does not exist, is not active, or the user is not an active member of it.';
  END IF;

  IF v_as_service THEN
    SELECT string_agg(p.key, ',' ORDER BY p.key) INTO v_permissions FROM public.sys_permissions p;
  ELSE
    SELECT string_agg(DISTINCT p.key, ',' ORDER BY p.key) INTO v_permissions
    FROM public.sys_user_roles r
    JOIN public.sys_role_permissions rp ON rp.tenant_id = r.tenant_id AND rp.role_id = r.role_id
    JOIN public.sys_permissions p ON p.id = rp.permission_id
    WHERE r.tenant_id = p_tenant_id AND r.user_id = v_user_id
      AND (r.expires_at IS NULL OR r.expires_at > now());
  END IF;

  PERFORM set_config('app.tenant_id', p_tenant_id::text, true),
    set_config('app.entered_tenant_id', p_tenant_id::text, true),
    set_config('app.user_id', coalesce(v_user_id::text, ''), true),
    set_config('app.permissions', coalesce(',' || v_permissions || ',', ''), true);
END
$$;

COMMENT ON FUNCTION app.enter_tenant(bigint, bigint) IS
  'Checks once per transaction that the user is an active member of the active tenant, and sets tenant, user and permissions for the rest of it. With signed claims the user is theirs; without a user only a service role may enter, with every permission. Raises 42501.';
