-- may execute: nobody
CREATE OR REPLACE FUNCTION app.audit_rows() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_key text[] := string_to_array(TG_ARGV[0], ',');
  v_masked text[] := string_to_array(TG_ARGV[1], ',');
  v_rows text;
  v_has_id boolean := 'id' = ANY (v_key);
  v_tenant bigint := app.current_tenant_id();
  v_user bigint := app.current_user_id();
  v_image jsonb;
  v_changes jsonb := '{}';
BEGIN
  IF TG_LEVEL = 'ROW' THEN
    IF TG_OP = 'INSERT' THEN
      v_image := to_jsonb(NEW);
    ELSIF TG_OP = 'DELETE' THEN
      v_image := to_jsonb(OLD);
      v_changes := app.changed_columns(v_image, NULL, v_masked);
    ELSE
      v_image := to_jsonb(NEW);
      SELECT coalesce(jsonb_object_agg(c.key, c.value), '{}') INTO v_changes
      FROM jsonb_each(app.changed_columns(to_jsonb(OLD), v_image, v_masked)) c
      WHERE c.key = ANY (string_to_array(TG_ARGV[2], ','));
    END IF;
    INSERT INTO public.logs_human (
      tenant_id, source, action, entity_type, entity_id, entity_key, changes, actor_id, actor_user_id, actor_role,
      request_id, ip_address, user_agent
    )
    SELECT t.id, 'audit', CASE TG_OP WHEN 'INSERT' THEN 'create' ELSE lower(TG_OP) END, TG_TABLE_NAME,
      CASE WHEN v_has_id THEN (v_image ->> 'id')::bigint END,
      CASE WHEN v_has_id THEN '{}' ELSE (
        SELECT jsonb_object_agg(k.name, v_image -> k.name) FROM unnest(v_key) AS k (name) WHERE k.name <> 'tenant_id') END,
      v_changes, m.user_id, c.auth_user_id, session_user, c.request_id, c.ip_address, c.user_agent
    FROM public.sys_tenants t
    LEFT JOIN public.sys_tenant_members m
      ON m.tenant_id = t.id AND t.id = v_tenant AND m.user_id = v_user
    CROSS JOIN app.request_context() c
    WHERE t.id = (v_image ->> 'tenant_id')::bigint;
    RETURN NULL;
  END IF;
  v_rows := CASE TG_OP
    -- What a new row holds is in the row; what it held later on is in its changes.
    WHEN 'INSERT' THEN 'SELECT ''create'' AS action, to_jsonb(n) AS image, ''{}''::jsonb AS changes FROM new_rows n'
    WHEN 'DELETE' THEN 'SELECT ''delete'' AS action, to_jsonb(o) AS image, app.changed_columns(to_jsonb(o), NULL, $1) AS changes FROM old_rows o'
    -- A key that was changed is one row that went and one that came.
    ELSE format(
      'SELECT CASE WHEN o IS NULL THEN ''create'' WHEN n IS NULL THEN ''delete'' ELSE ''update'' END AS action,
         to_jsonb(CASE WHEN n IS NULL THEN o ELSE n END) AS image, app.changed_columns(to_jsonb(o), to_jsonb(n), $1) AS changes
       FROM old_rows o FULL JOIN new_rows n USING (%s)',
      (SELECT string_agg(quote_ident(k.name), ', ') FROM unnest(v_key) AS k (name)))
  END;

  EXECUTE format($statement$
    INSERT INTO public.logs_human (
      tenant_id, source, action, entity_type, entity_id, entity_key, changes, actor_id, actor_user_id, actor_role,
      request_id, ip_address, user_agent
    )
    SELECT t.id, 'audit', r.action, $2, CASE WHEN $4 THEN (r.image ->> 'id')::bigint END,
      CASE WHEN $4 THEN '{}' ELSE (
        SELECT jsonb_object_agg(k.name, r.image -> k.name) FROM unnest($3) AS k (name) WHERE k.name <> 'tenant_id') END,
      r.changes, m.user_id, c.auth_user_id, session_user, c.request_id, c.ip_address, c.user_agent
    FROM (%s) r
    JOIN public.sys_tenants t ON t.id = (r.image ->> 'tenant_id')::bigint
    LEFT JOIN public.sys_tenant_members m
      ON m.tenant_id = t.id AND t.id = $5 AND m.user_id = $6
    CROSS JOIN app.request_context() c
    WHERE r.action <> 'update' OR r.changes <> '{}'
    $statement$, v_rows)
  USING v_masked, TG_TABLE_NAME::text, v_key, v_has_id, v_tenant, v_user;
  RETURN NULL;
END
$$;

COMMENT ON FUNCTION app.audit_rows() IS
  'Trigger: records in logs_human who changed which rows, and how; once per statement, or per row where a column that is watched changed. Its arguments are the columns of the key, those to be masked and those to be watched; app.audit_table puts it on a table. A tenant that is being erased leaves no record.';
