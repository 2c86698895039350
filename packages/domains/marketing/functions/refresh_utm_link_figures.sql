-- may execute: nobody
CREATE OR REPLACE FUNCTION app.refresh_utm_link_figures() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenants bigint[];
  v_links bigint[];
BEGIN
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'mkt_utm_conversions' THEN
    SELECT array_agg(d.tenant_id), array_agg(d.utm_link_id) INTO v_tenants, v_links
    FROM (
      SELECT c.tenant_id, c.utm_link_id FROM (
        (SELECT r.tenant_id, r.utm_link_id, r.cancelled_at IS NULL FROM removed r
          EXCEPT ALL SELECT a.tenant_id, a.utm_link_id, a.cancelled_at IS NULL FROM added a)
        UNION ALL
        (SELECT a.tenant_id, a.utm_link_id, a.cancelled_at IS NULL FROM added a
          EXCEPT ALL SELECT r.tenant_id, r.utm_link_id, r.cancelled_at IS NULL FROM removed r)
      ) c GROUP BY 1, 2
    ) d;
  ELSIF TG_OP = 'UPDATE' THEN
    SELECT array_agg(d.tenant_id), array_agg(d.utm_link_id) INTO v_tenants, v_links
    FROM (
      (SELECT r.tenant_id, r.utm_link_id FROM removed r EXCEPT ALL SELECT a.tenant_id, a.utm_link_id FROM added a)
      UNION
      (SELECT a.tenant_id, a.utm_link_id FROM added a EXCEPT ALL SELECT r.tenant_id, r.utm_link_id FROM removed r)
    ) d;
  ELSIF TG_OP = 'INSERT' THEN
    SELECT array_agg(d.tenant_id), array_agg(d.utm_link_id) INTO v_tenants, v_links
    FROM (SELECT DISTINCT a.tenant_id, a.utm_link_id FROM added a) d;
  ELSE
    SELECT array_agg(d.tenant_id), array_agg(d.utm_link_id) INTO v_tenants, v_links
    FROM (SELECT DISTINCT r.tenant_id, r.utm_link_id FROM removed r) d;
  END IF;
  IF v_links IS NULL THEN
    RETURN NULL;
  END IF;

  -- Locks first, in one order for everybody; the counts by a statement of its own, which sees what was committed
  -- while this one waited.
  PERFORM FROM public.mkt_utm_links l
  JOIN unnest(v_tenants, v_links) AS k (tenant_id, id) ON l.tenant_id = k.tenant_id AND l.id = k.id
  ORDER BY l.tenant_id, l.id FOR NO KEY UPDATE OF l;
  IF TG_TABLE_NAME = 'mkt_utm_clicks' THEN
    UPDATE public.mkt_utm_links l SET clicks = s.clicks
    FROM (
      SELECT k.tenant_id, k.id, count(c.id) AS clicks
      FROM unnest(v_tenants, v_links) AS k (tenant_id, id)
      LEFT JOIN public.mkt_utm_clicks c ON c.tenant_id = k.tenant_id AND c.utm_link_id = k.id
      GROUP BY k.tenant_id, k.id
    ) s
    WHERE l.tenant_id = s.tenant_id AND l.id = s.id AND l.clicks <> s.clicks;
  ELSE
    UPDATE public.mkt_utm_links l SET conversions = s.conversions
    FROM (
      SELECT k.tenant_id, k.id, count(v.order_id) AS conversions
      FROM unnest(v_tenants, v_links) AS k (tenant_id, id)
      LEFT JOIN public.mkt_utm_conversions v ON v.tenant_id = k.tenant_id AND v.utm_link_id = k.id
        AND v.cancelled_at IS NULL
      GROUP BY k.tenant_id, k.id
    ) s
    WHERE l.tenant_id = s.tenant_id AND l.id = s.id AND l.conversions <> s.conversions;
  END IF;
  RETURN NULL;
END
$$;

-- A count of everything is right for an import and wrong for the millionth click, so the functions add one.
CREATE OR REPLACE TRIGGER tr_mkt_utm_clicks_figures_added AFTER INSERT ON public.mkt_utm_clicks
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT WHEN (current_user <> 'erp_definer')
  EXECUTE FUNCTION app.refresh_utm_link_figures();
CREATE OR REPLACE TRIGGER tr_mkt_utm_clicks_figures_changed AFTER UPDATE ON public.mkt_utm_clicks
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT
  EXECUTE FUNCTION app.refresh_utm_link_figures();
CREATE OR REPLACE TRIGGER tr_mkt_utm_clicks_figures_removed AFTER DELETE ON public.mkt_utm_clicks
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_utm_link_figures();
CREATE OR REPLACE TRIGGER tr_mkt_utm_conversions_figures_added AFTER INSERT ON public.mkt_utm_conversions
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT WHEN (current_user <> 'erp_definer')
  EXECUTE FUNCTION app.refresh_utm_link_figures();
CREATE OR REPLACE TRIGGER tr_mkt_utm_conversions_figures_changed AFTER UPDATE ON public.mkt_utm_conversions
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT WHEN (current_user <> 'erp_definer')
  EXECUTE FUNCTION app.refresh_utm_link_figures();
CREATE OR REPLACE TRIGGER tr_mkt_utm_conversions_figures_removed AFTER DELETE ON public.mkt_utm_conversions
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_utm_link_figures();

COMMENT ON FUNCTION app.refresh_utm_link_figures() IS
  'Trigger: counts the clicks and conversions of links anew after an import or a removal, once per statement. The functions of this domain count by themselves, under the same lock.';
