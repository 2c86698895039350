-- may execute: nobody
CREATE OR REPLACE FUNCTION app.register_permissions(p_domain text, p_permissions jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_foreign text;
  v_new text[];
BEGIN
  SELECT string_agg(p.key || ' of ' || p.domain, ', ' ORDER BY p.key) INTO v_foreign
  FROM jsonb_to_recordset(p_permissions) AS l(key text)
  JOIN public.sys_permissions p ON p.key = l.key
  WHERE p.domain <> p_domain;
  IF v_foreign IS NOT NULL THEN
    RAISE EXCEPTION 'The domain % registers permissions of another domain: %.', p_domain, v_foreign
      USING ERRCODE = 'unique_violation', HINT = 'Give the permission a resource of the domain itself.';
  END IF;

  DELETE FROM public.sys_permissions p
  WHERE p.domain = p_domain
    AND p.key NOT IN (SELECT l.key FROM jsonb_to_recordset(p_permissions) AS l(key text));

  SELECT coalesce(array_agg(l.key), '{}') INTO v_new
  FROM jsonb_to_recordset(p_permissions) AS l(key text)
  WHERE NOT EXISTS (SELECT FROM public.sys_permissions p WHERE p.key = l.key);

  INSERT INTO public.sys_permissions AS p (key, name, domain)
  SELECT l.key, l.name, p_domain FROM jsonb_to_recordset(p_permissions) AS l(key text, name text)
  ON CONFLICT (key) DO UPDATE SET name = excluded.name WHERE p.name <> excluded.name;

  DELETE FROM public.sys_role_template_permissions tp
  USING public.sys_permissions p
  WHERE p.id = tp.permission_id AND p.domain = p_domain
    AND NOT EXISTS (
      SELECT FROM jsonb_to_recordset(p_permissions) AS l(key text, roles jsonb)
      WHERE l.key = p.key AND jsonb_exists(l.roles, tp.template_key)
    );

  -- Only what is new to a template reaches the tenants that are there: what one has taken away stays away.
  WITH added AS (
    INSERT INTO public.sys_role_template_permissions (template_key, permission_id)
    SELECT r.template_key, p.id
    FROM jsonb_to_recordset(p_permissions) AS l(key text, roles jsonb)
    JOIN public.sys_permissions p ON p.key = l.key
    CROSS JOIN LATERAL jsonb_array_elements_text(l.roles) AS r(template_key)
    ON CONFLICT (template_key, permission_id) DO NOTHING
    RETURNING template_key, permission_id
  )
  INSERT INTO public.sys_role_permissions (tenant_id, role_id, permission_id)
  SELECT r.tenant_id, r.id, a.permission_id
  FROM added a
  JOIN public.sys_roles r ON r.template_key = a.template_key
  ON CONFLICT (tenant_id, role_id, permission_id) DO NOTHING;

  -- Roles made by hand: whoever holds one of the permissions beside which a new one is needed goes on working.
  INSERT INTO public.sys_role_permissions (tenant_id, role_id, permission_id)
  SELECT DISTINCT r.tenant_id, r.id, p.id
  FROM jsonb_to_recordset(p_permissions) AS l(key text, besides jsonb)
  JOIN public.sys_permissions p ON p.key = l.key
  JOIN public.sys_permissions b ON jsonb_exists(l.besides, b.key)
  JOIN public.sys_role_permissions rp ON rp.permission_id = b.id
  JOIN public.sys_roles r ON r.tenant_id = rp.tenant_id AND r.id = rp.role_id AND r.template_key IS NULL
  WHERE l.key = ANY (v_new)
  ON CONFLICT (tenant_id, role_id, permission_id) DO NOTHING;
END
$$;

COMMENT ON FUNCTION app.register_permissions(text, jsonb) IS
  'Makes [{key, name, roles, besides}] the permissions of a domain: adds and renames, withdraws what is no longer listed, and gives what is new to the default roles of all tenants, and to roles made by hand that hold one of besides. For reference data; only the migrating role may call it.';
