-- may execute: nobody
CREATE OR REPLACE FUNCTION app.guard_closed_campaigns() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenants bigint[];
  v_campaigns bigint[];
  v_closed record;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(d.tenant_id), array_agg(d.campaign_id) INTO v_tenants, v_campaigns
    FROM (SELECT DISTINCT a.tenant_id, a.campaign_id FROM added a) d;
  ELSE
    -- A bill may come late, and words may be corrected.
    SELECT array_agg(d.tenant_id), array_agg(d.campaign_id) INTO v_tenants, v_campaigns
    FROM (
      SELECT DISTINCT a.tenant_id, a.campaign_id FROM added a
      JOIN removed r ON r.tenant_id = a.tenant_id AND r.id = a.id
      WHERE (a.status, a.activity_date, a.duration_days, a.budget, a.deleted_at)
        IS DISTINCT FROM (r.status, r.activity_date, r.duration_days, r.budget, r.deleted_at)
    ) d;
  END IF;
  IF v_campaigns IS NULL THEN
    RETURN NULL;
  END IF;

  -- The same lock as app.transition_campaign takes, in the order of numbers: who closes a campaign sees what was
  -- added to it, or what is added sees that it is closed.
  PERFORM FROM public.mkt_campaigns c
  JOIN unnest(v_tenants, v_campaigns) AS k (tenant_id, id) ON c.tenant_id = k.tenant_id AND c.id = k.id
  ORDER BY c.tenant_id, c.id FOR NO KEY UPDATE OF c;
  SELECT c.id, c.status INTO v_closed
  FROM public.mkt_campaigns c
  JOIN unnest(v_tenants, v_campaigns) AS k (tenant_id, id) ON c.tenant_id = k.tenant_id AND c.id = k.id
  WHERE c.status IN ('completed', 'cancelled') ORDER BY c.id LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'Campaign % is %.', v_closed.id, v_closed.status
      USING ERRCODE = 'object_not_in_prerequisite_state', TABLE = 'mkt_campaign_activities',
      HINT = 'Its activities stay as they are; only what they have cost and the words about them can be changed.';
  END IF;
  RETURN NULL;
END
$$;

-- An import brings campaigns that are over, and transition_campaign holds the lock already.
CREATE OR REPLACE TRIGGER tr_mkt_campaign_activities_guard_added AFTER INSERT ON public.mkt_campaign_activities
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT
  WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER') AND current_user <> 'erp_definer')
  EXECUTE FUNCTION app.guard_closed_campaigns();
CREATE OR REPLACE TRIGGER tr_mkt_campaign_activities_guard_changed AFTER UPDATE ON public.mkt_campaign_activities
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT
  WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER') AND current_user <> 'erp_definer')
  EXECUTE FUNCTION app.guard_closed_campaigns();

COMMENT ON FUNCTION app.guard_closed_campaigns() IS
  'Trigger: nothing is added to a completed or cancelled campaign, and what was planned in it stays as it was; costs and words may still change. Not for the service roles.';
