-- may execute: erp_service
CREATE OR REPLACE FUNCTION app.provision_tenant(
  p_slug text, p_name text, p_owner_user_id bigint, p_options jsonb DEFAULT '{}'
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant_id bigint;
BEGIN
  PERFORM app.require_record('options of a tenant', coalesce(p_options, '{}'), 'timezone text', 'locale text',
    'is_personal boolean', 'billing_plan text', 'external_id text', 'settings object');
  -- A second call with the same slug waits here for the first one to end.
  INSERT INTO public.sys_tenants (slug, name, timezone, locale, is_personal, billing_plan, external_id, settings)
  VALUES (
    p_slug, p_name, coalesce(p_options ->> 'timezone', 'UTC'), coalesce(p_options ->> 'locale', 'en'),
    coalesce((p_options ->> 'is_personal')::boolean, false), p_options ->> 'billing_plan', p_options ->> 'external_id',
    coalesce(nullif(p_options -> 'settings', 'null'), '{}')
  )
  ON CONFLICT (slug) WHERE deleted_at IS NULL DO NOTHING
  RETURNING id INTO v_tenant_id;

  IF v_tenant_id IS NULL THEN
    SELECT t.id INTO v_tenant_id
    FROM public.sys_tenants t
    JOIN public.sys_roles r ON r.tenant_id = t.id AND r.template_key = 'owner'
    JOIN public.sys_user_roles ur ON ur.tenant_id = t.id AND ur.role_id = r.id AND ur.user_id = p_owner_user_id
    WHERE t.slug = p_slug AND t.deleted_at IS NULL;
    IF v_tenant_id IS NULL THEN
      RAISE EXCEPTION 'The slug "%" is taken.', p_slug
        USING ERRCODE = 'unique_violation', HINT = 'Choose another slug.';
    END IF;
    RETURN v_tenant_id;
  END IF;

  INSERT INTO public.sys_tenant_members (tenant_id, user_id, display_name, status, joined_at)
  SELECT v_tenant_id, u.id, coalesce(nullif(btrim(u.full_name), ''), u.email, 'Owner'), 'active', now()
  FROM public.sys_users u WHERE u.id = p_owner_user_id AND u.is_active;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'User % does not exist or is not active, so it cannot own a tenant.', p_owner_user_id
      USING ERRCODE = 'foreign_key_violation', HINT = 'Create the row of sys_users first.';
  END IF;

  INSERT INTO public.sys_roles (tenant_id, key, name, description, template_key, is_default, priority)
  SELECT v_tenant_id, t.key, t.name, t.description, t.key, t.is_default, t.priority
  FROM public.sys_role_templates t;

  INSERT INTO public.sys_role_permissions (tenant_id, role_id, permission_id)
  SELECT r.tenant_id, r.id, tp.permission_id
  FROM public.sys_roles r
  JOIN public.sys_role_template_permissions tp ON tp.template_key = r.template_key
  WHERE r.tenant_id = v_tenant_id;

  INSERT INTO public.sys_user_roles (tenant_id, user_id, role_id)
  SELECT r.tenant_id, p_owner_user_id, r.id
  FROM public.sys_roles r WHERE r.tenant_id = v_tenant_id AND r.template_key = 'owner';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no role template "owner".'
      USING ERRCODE = 'no_data_found', HINT = 'The reference data of system is missing: run the migrations.';
  END IF;

  UPDATE public.sys_users SET primary_tenant_id = v_tenant_id
  WHERE id = p_owner_user_id AND primary_tenant_id IS NULL;

  RETURN v_tenant_id;
END
$$;

COMMENT ON FUNCTION app.provision_tenant(text, text, bigint, jsonb) IS
  'Makes a tenant with its roles, their permissions and its owner, all or nothing, and returns its id; a second call for the same slug and owner returns the same id. Options: timezone, locale, is_personal, billing_plan, external_id, settings. Raises 22023, 23505 when the slug belongs to somebody else.';
