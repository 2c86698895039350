-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.accept_invitation(p_token text, p_user_id bigint DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_claims jsonb := nullif(current_setting('request.jwt.claims', true), '')::jsonb;
  v_account uuid := app.claimed_account();
  v_parts text[] := regexp_match(p_token, '^([0-9]{1,18})[.]([0-9]{1,18})[.]([0-9a-f]{64})$');
  v_tenant bigint := v_parts[1]::bigint;
  v_user public.sys_users;
  v_role_id bigint;
  v_invited_by bigint;
BEGIN
  SELECT * INTO v_user FROM public.sys_users u
  WHERE u.is_active AND CASE
    WHEN v_claims IS NULL THEN u.id = p_user_id
    ELSE u.auth_user_id = v_account AND (p_user_id IS NULL OR u.id = p_user_id)
  END;

  -- The row lock of the update makes it single use: the second of two sessions finds accepted_at filled.
  UPDATE public.sys_tenant_invitations i SET accepted_at = now()
  WHERE i.tenant_id = v_tenant AND i.id = v_parts[2]::bigint
    AND i.token_hash = sha256(convert_to(v_parts[3], 'UTF8'))
    AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now()
    AND i.email = v_user.email
    AND EXISTS (SELECT FROM public.sys_tenants t WHERE t.id = i.tenant_id AND t.status = 'active')
  RETURNING i.role_id, i.invited_by INTO v_role_id, v_invited_by;
  IF v_role_id IS NOT NULL THEN
    -- Whoever had left comes back with the role of the invitation, not with those of former days.
    DELETE FROM public.sys_user_roles ur USING public.sys_tenant_members m
    WHERE m.tenant_id = v_tenant AND m.user_id = v_user.id AND m.status = 'left'
      AND ur.tenant_id = m.tenant_id AND ur.user_id = m.user_id;
    INSERT INTO public.sys_tenant_members AS m (tenant_id, user_id, display_name, status, joined_at)
    VALUES (v_tenant, v_user.id, coalesce(nullif(btrim(v_user.full_name), ''), v_user.email), 'active', now())
    ON CONFLICT (tenant_id, user_id) DO UPDATE
      SET status = 'active', left_at = NULL, joined_at = coalesce(m.joined_at, now())
      WHERE m.status <> 'suspended';
  END IF;
  IF v_role_id IS NULL OR NOT FOUND THEN
    RAISE EXCEPTION 'This invitation cannot be accepted.'
      USING ERRCODE = 'insufficient_privilege',
      HINT = 'It does not exist, is used, revoked or expired, or was sent to another address. Ask for a new one.';
  END IF;

  UPDATE public.sys_tenant_invitations i SET accepted_by = v_user.id
  WHERE i.tenant_id = v_tenant AND i.id = v_parts[2]::bigint;
  -- Who invited gave the role.
  INSERT INTO public.sys_user_roles (tenant_id, user_id, role_id, assigned_by)
  VALUES (v_tenant, v_user.id, v_role_id, v_invited_by)
  ON CONFLICT (tenant_id, user_id, role_id) DO UPDATE SET expires_at = NULL;
  UPDATE public.sys_users u SET primary_tenant_id = v_tenant WHERE u.id = v_user.id AND u.primary_tenant_id IS NULL;
  RETURN v_tenant;
END
$$;

COMMENT ON FUNCTION app.accept_invitation(text, bigint) IS
  'Makes the invited person an active member with the role of the invitation, once, and returns the tenant. With signed claims the person is theirs. A person who had left comes back; a suspended one does not. Raises 42501, the same for every reason.';
