-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.create_project(p_code text, p_title text, p_details jsonb DEFAULT '{}') RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_code text := upper(btrim(p_code));
  v_members jsonb := app.json_list(p_details -> 'members');
  v_known public.project;
  v_owner bigint;
  v_project bigint;
BEGIN
  PERFORM app.require_permission('tasks.manage');
  PERFORM app.require_record('details of a project', p_details, 'description text', 'owner_id bigint', 'visibility text',
    'start_date timestamptz', 'end_date timestamptz', 'is_continuous boolean', 'metadata object', 'members object[]');
  PERFORM app.require_recordset('members of a project', v_members, 'user_id bigint NOT NULL', 'role text');
  IF p_details ->> 'visibility' IS NOT NULL THEN
    PERFORM app.require_allowed('project', 'visibility', p_details ->> 'visibility');
  END IF;
  PERFORM app.require_allowed('project_member', 'role', m.role)
  FROM jsonb_to_recordset(v_members) AS m (role text) WHERE m.role IS NOT NULL;
  IF v_code ~ '^[A-Z][A-Z0-9]{1,15}$' IS NOT TRUE THEN
    RAISE EXCEPTION '"%" is no code of a project.', p_code
      USING ERRCODE = 'invalid_parameter_value',
      HINT = 'Two to sixteen letters and digits, a letter first: FAIR numbers its tasks FAIR-1, FAIR-2.';
  END IF;

  v_owner := CASE WHEN p_details ? 'owner_id' THEN (p_details ->> 'owner_id')::bigint ELSE app.current_user_id() END;
  INSERT INTO public.project AS p (
    tenant_id, code, title, description, owner_id, visibility, start_date, end_date, is_continuous, metadata
  )
  SELECT v_tenant, v_code, p_title, d.description, v_owner, coalesce(d.visibility, 'team'), d.start_date, d.end_date,
    coalesce(d.is_continuous, false), coalesce(d.metadata, '{}')
  FROM jsonb_to_record(p_details) AS d (
    description text, visibility text, start_date timestamptz, end_date timestamptz, is_continuous boolean, metadata jsonb
  )
  ON CONFLICT (tenant_id, code) DO NOTHING
  RETURNING p.id INTO v_project;
  IF v_project IS NULL THEN
    SELECT * INTO v_known FROM public.project p WHERE p.tenant_id = v_tenant AND p.code = v_code;
    IF v_known.title IS DISTINCT FROM p_title THEN
      RAISE EXCEPTION 'The code % is that of another project.', v_code
        USING ERRCODE = 'unique_violation', DETAIL = format('It is "%s".', v_known.title),
        HINT = 'Give a code of its own.';
    END IF;
    RETURN v_known.id;
  END IF;

  INSERT INTO public.project_member (tenant_id, project_id, user_id, role)
  SELECT v_tenant, v_project, m.user_id, coalesce(m.role, 'member')
  FROM jsonb_to_recordset(v_members) AS m (user_id bigint, role text)
  WHERE m.user_id IS DISTINCT FROM v_owner
  UNION ALL
  SELECT v_tenant, v_project, v_owner, 'owner' WHERE v_owner IS NOT NULL;
  RETURN v_project;
END
$$;

COMMENT ON FUNCTION app.create_project(text, text, jsonb) IS
  'Opens a project whose code numbers its tasks and returns it; the same code and title again returns the one that is there. Its owner works in it, the caller unless it is said. Details: description, owner_id, visibility, start_date, end_date or is_continuous, metadata, members ([{"user_id", "role"}]). Needs tasks.manage. Raises 22023, 23503 for somebody who is no member of the tenant, 23505 when the code is that of another project.';
