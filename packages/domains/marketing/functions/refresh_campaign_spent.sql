-- may execute: nobody
CREATE OR REPLACE FUNCTION app.refresh_campaign_spent() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenants bigint[];
  v_campaigns bigint[];
BEGIN
  IF TG_OP = 'UPDATE' THEN
    SELECT array_agg(d.tenant_id), array_agg(d.campaign_id) INTO v_tenants, v_campaigns
    FROM (
      SELECT r.tenant_id, r.campaign_id
      FROM removed r JOIN added a ON a.tenant_id = r.tenant_id AND a.id = r.id
      WHERE (a.campaign_id, a.spent, a.deleted_at IS NULL) IS DISTINCT FROM (r.campaign_id, r.spent, r.deleted_at IS NULL)
      UNION
      SELECT a.tenant_id, a.campaign_id
      FROM removed r JOIN added a ON a.tenant_id = r.tenant_id AND a.id = r.id
      WHERE a.campaign_id <> r.campaign_id
    ) d;
  ELSIF TG_OP = 'INSERT' THEN
    SELECT array_agg(d.tenant_id), array_agg(d.campaign_id) INTO v_tenants, v_campaigns
    FROM (SELECT DISTINCT a.tenant_id, a.campaign_id FROM added a WHERE a.spent <> 0 AND a.deleted_at IS NULL) d;
  ELSE
    SELECT array_agg(d.tenant_id), array_agg(d.campaign_id) INTO v_tenants, v_campaigns
    FROM (SELECT DISTINCT r.tenant_id, r.campaign_id FROM removed r WHERE r.spent <> 0 AND r.deleted_at IS NULL) d;
  END IF;
  IF v_campaigns IS NULL THEN
    RETURN NULL;
  END IF;

  -- Locks first, in one order for everybody; the sums by a statement of its own, which sees what was committed
  -- while this one waited.
  PERFORM FROM public.mkt_campaigns c
  JOIN unnest(v_tenants, v_campaigns) AS k (tenant_id, id) ON c.tenant_id = k.tenant_id AND c.id = k.id
  ORDER BY c.tenant_id, c.id FOR NO KEY UPDATE OF c;
  UPDATE public.mkt_campaigns c SET spent = s.spent
  FROM (
    SELECT k.tenant_id, k.id, coalesce(sum(a.spent), 0) AS spent
    FROM unnest(v_tenants, v_campaigns) AS k (tenant_id, id)
    LEFT JOIN public.mkt_campaign_activities a
      ON a.tenant_id = k.tenant_id AND a.campaign_id = k.id AND a.deleted_at IS NULL
    GROUP BY k.tenant_id, k.id
  ) s
  WHERE c.tenant_id = s.tenant_id AND c.id = s.id AND c.spent <> s.spent;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_mkt_campaign_activities_spent_added AFTER INSERT ON public.mkt_campaign_activities
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_campaign_spent();
CREATE OR REPLACE TRIGGER tr_mkt_campaign_activities_spent_changed AFTER UPDATE ON public.mkt_campaign_activities
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_campaign_spent();
CREATE OR REPLACE TRIGGER tr_mkt_campaign_activities_spent_removed AFTER DELETE ON public.mkt_campaign_activities
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_campaign_spent();

COMMENT ON FUNCTION app.refresh_campaign_spent() IS
  'Trigger: keeps what a campaign has spent equal to the costs of its living activities, once per statement; figures that are right already are not written.';
