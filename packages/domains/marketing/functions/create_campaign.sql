-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.create_campaign(
  p_name text, p_type text, p_start_date date, p_currency_code text, p_details jsonb DEFAULT '{}',
  p_idempotency_key text DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_goals jsonb := app.json_list(p_details -> 'goals');
  v_members jsonb := app.json_list(p_details -> 'members');
  v_projects jsonb := app.json_list(p_details -> 'projects');
  v_known public.mkt_campaigns;
  v_campaign bigint;
BEGIN
  PERFORM app.require_permission('marketing.write');
  PERFORM app.require_record('details of a campaign', p_details, 'description text', 'budget numeric(14,2)', 'end_date date',
    'owner_id bigint', 'priority text', 'purpose text', 'notes text', 'reach_goal bigint', 'engagement_goal numeric(7,4)',
    'tags text[]', 'goals object[]', 'channels bigint[]', 'members object[]', 'projects object[]');
  PERFORM app.require_recordset('goals of a campaign', v_goals, 'goal_text text', 'target_value numeric(16,4)', 'unit text'),
    app.require_recordset('members of a campaign', v_members, 'user_id bigint NOT NULL', 'role text'),
    app.require_recordset('projects of a campaign', v_projects, 'project_id bigint NOT NULL', 'role text');
  PERFORM app.require_allowed('mkt_campaigns', 'type', p_type);
  PERFORM app.require_codes('mkt_campaigns', p_details);
  PERFORM app.require_codes('mkt_campaign_projects', e.item)
  FROM jsonb_array_elements(v_projects) AS e (item);
  PERFORM app.require_code('role', m.role) FROM jsonb_to_recordset(v_members) AS m (role text);
  PERFORM app.require_code('unit', g.unit) FROM jsonb_to_recordset(v_goals) AS g (unit text);

  INSERT INTO public.mkt_campaigns AS c (
    tenant_id, name, type, start_date, currency_code, description, budget, end_date, owner_id, priority, purpose, notes,
    reach_goal, engagement_goal, tags, idempotency_key, created_by, updated_by
  )
  SELECT v_tenant, p_name, p_type, p_start_date, p_currency_code, d.description, coalesce(d.budget, 0), d.end_date,
    CASE WHEN p_details ? 'owner_id' THEN d.owner_id ELSE app.current_user_id() END, coalesce(d.priority, 'medium'),
    d.purpose, d.notes, coalesce(d.reach_goal, 0), coalesce(d.engagement_goal, 0), coalesce(d.tags, '{}'),
    p_idempotency_key, app.current_user_id(), app.current_user_id()
  FROM jsonb_to_record(p_details) AS d (
    description text, budget numeric, end_date date, owner_id bigint, priority text, purpose text, notes text,
    reach_goal bigint, engagement_goal numeric, tags text[]
  )
  ON CONFLICT (tenant_id, idempotency_key) DO NOTHING
  RETURNING c.id INTO v_campaign;
  IF v_campaign IS NULL THEN
    SELECT * INTO v_known FROM public.mkt_campaigns c
    WHERE c.tenant_id = v_tenant AND c.idempotency_key = p_idempotency_key;
    IF (v_known.name, v_known.type, v_known.start_date) IS DISTINCT FROM (p_name, p_type, p_start_date) THEN
      RAISE EXCEPTION 'The idempotency key has made something else.'
        USING ERRCODE = 'unique_violation', DETAIL = format('It made campaign %s, "%s".', v_known.id, v_known.name),
        HINT = 'Use a key of its own for each campaign, and repeat a call only as it was.';
    END IF;
    RETURN v_known.id;
  END IF;

  INSERT INTO public.mkt_campaign_goals (tenant_id, campaign_id, goal_text, target_value, unit)
  SELECT v_tenant, v_campaign, g.goal_text, g.target_value, g.unit
  FROM jsonb_to_recordset(v_goals) AS g (goal_text text, target_value numeric, unit text);
  INSERT INTO public.mkt_campaign_channels (tenant_id, campaign_id, marketing_channel_id)
  SELECT DISTINCT v_tenant, v_campaign, e.id::bigint
  FROM jsonb_array_elements_text(app.json_list(p_details -> 'channels')) AS e (id);
  INSERT INTO public.mkt_campaign_members (tenant_id, campaign_id, user_id, role)
  SELECT v_tenant, v_campaign, m.user_id, m.role
  FROM jsonb_to_recordset(v_members) AS m (user_id bigint, role text);
  INSERT INTO public.mkt_campaign_projects (tenant_id, campaign_id, project_id, role)
  SELECT v_tenant, v_campaign, p.project_id, p.role
  FROM jsonb_to_recordset(v_projects) AS p (project_id bigint, role text);
  RETURN v_campaign;
END
$$;

COMMENT ON FUNCTION app.create_campaign(text, text, date, text, jsonb, text) IS
  'Drafts a campaign with its goals, channels, people and projects and returns it; the same key again returns the first one. Details: description, budget, end_date, owner_id (the caller unless it is said), priority, purpose, notes, reach_goal, engagement_goal, tags, goals ([{"goal_text", "target_value", "unit"}]), channels (ids), members ([{"user_id", "role"}]), projects ([{"project_id", "role"}]). Started by app.transition_campaign. Needs marketing.write. Raises 22023, 23503 for what is not there, 23505 when the key has made something else.';
