-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.create_invitation(
  p_email text, p_role_id bigint DEFAULT NULL, p_valid_for interval DEFAULT '7 days'
) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_email text := lower(btrim(p_email));
  v_role_id bigint;
  v_id bigint;
  v_secret text := replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
BEGIN
  PERFORM app.require_permission('members.manage');
  SELECT r.id INTO v_role_id FROM public.sys_roles r
  WHERE r.tenant_id = v_tenant AND CASE WHEN p_role_id IS NULL THEN r.is_default ELSE r.id = p_role_id END;
  IF v_role_id IS NULL THEN
    RAISE EXCEPTION 'There is no such role in this tenant.'
      USING ERRCODE = 'foreign_key_violation', HINT = 'Name a role of sys_roles, or make one the default.';
  END IF;
  PERFORM app.require_grantable_role(v_role_id);

  LOOP
    UPDATE public.sys_tenant_invitations i SET revoked_at = now()
    WHERE i.tenant_id = v_tenant AND i.email = v_email AND i.accepted_at IS NULL AND i.revoked_at IS NULL;
    -- Somebody else may be inviting the same address: then this waits for them, and the next round revokes theirs.
    INSERT INTO public.sys_tenant_invitations (tenant_id, email, role_id, token_hash, expires_at, invited_by)
    VALUES (v_tenant, v_email, v_role_id, sha256(convert_to(v_secret, 'UTF8')), now() + p_valid_for, app.current_user_id())
    ON CONFLICT DO NOTHING
    RETURNING id INTO v_id;
    EXIT WHEN FOUND;
  END LOOP;
  RETURN format('%s.%s.%s', v_tenant, v_id, v_secret);
END
$$;

COMMENT ON FUNCTION app.create_invitation(text, bigint, interval) IS
  'Invites an e-mail address to the current tenant with a role (the default role when none is named) and returns the token to send; it is stored nowhere. A former open invitation of the same address is revoked, so a second call gives another token. Needs members.manage and every permission of the role. Raises 42501.';
