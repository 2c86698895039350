-- may execute: nobody
CREATE OR REPLACE FUNCTION app.refresh_promotion_usage() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenants bigint[];
  v_promotions bigint[];
BEGIN
  IF TG_OP = 'UPDATE' THEN
    SELECT array_agg(c.tenant_id), array_agg(c.promotion_id) INTO v_tenants, v_promotions
    FROM (SELECT r.tenant_id, r.promotion_id FROM removed r UNION SELECT a.tenant_id, a.promotion_id FROM added a) c;
  ELSIF TG_OP = 'INSERT' THEN
    SELECT array_agg(c.tenant_id), array_agg(c.promotion_id) INTO v_tenants, v_promotions
    FROM (SELECT DISTINCT a.tenant_id, a.promotion_id FROM added a) c;
  ELSE
    SELECT array_agg(c.tenant_id), array_agg(c.promotion_id) INTO v_tenants, v_promotions
    FROM (SELECT DISTINCT r.tenant_id, r.promotion_id FROM removed r) c;
  END IF;
  IF v_promotions IS NULL THEN
    RETURN NULL;
  END IF;

  -- Locks first, in one order for everybody; the counts by statements of their own, which see what was committed
  -- while this one waited.
  PERFORM FROM public.mkt_promotions p
  JOIN unnest(v_tenants, v_promotions) AS k (tenant_id, id) ON p.tenant_id = k.tenant_id AND p.id = k.id
  ORDER BY p.tenant_id, p.id FOR NO KEY UPDATE OF p;
  UPDATE public.mkt_promotions p SET usage_count = s.uses
  FROM (
    SELECT k.tenant_id, k.id, count(r.id) AS uses
    FROM unnest(v_tenants, v_promotions) AS k (tenant_id, id)
    LEFT JOIN public.mkt_promotion_redemptions r
      ON r.tenant_id = k.tenant_id AND r.promotion_id = k.id AND r.released_at IS NULL
    GROUP BY k.tenant_id, k.id
  ) s
  WHERE p.tenant_id = s.tenant_id AND p.id = s.id AND p.usage_count <> s.uses;
  UPDATE public.mkt_promotion_codes c SET usage_count = s.uses
  FROM (
    SELECT c.tenant_id, c.id, count(r.id) AS uses
    FROM unnest(v_tenants, v_promotions) AS k (tenant_id, id)
    JOIN public.mkt_promotion_codes c ON c.tenant_id = k.tenant_id AND c.promotion_id = k.id
    LEFT JOIN public.mkt_promotion_redemptions r
      ON r.tenant_id = c.tenant_id AND r.promotion_id = c.promotion_id AND r.code_id = c.id AND r.released_at IS NULL
    GROUP BY c.tenant_id, c.id
  ) s
  WHERE c.tenant_id = s.tenant_id AND c.id = s.id AND c.usage_count <> s.uses;
  RETURN NULL;
END
$$;

-- A count of everything is right for an import and wrong for the millionth order, so the functions add and take one.
CREATE OR REPLACE TRIGGER tr_mkt_promotion_redemptions_usage_added AFTER INSERT ON public.mkt_promotion_redemptions
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT WHEN (current_user <> 'erp_definer')
  EXECUTE FUNCTION app.refresh_promotion_usage();
CREATE OR REPLACE TRIGGER tr_mkt_promotion_redemptions_usage_changed AFTER UPDATE ON public.mkt_promotion_redemptions
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT WHEN (current_user <> 'erp_definer')
  EXECUTE FUNCTION app.refresh_promotion_usage();
CREATE OR REPLACE TRIGGER tr_mkt_promotion_redemptions_usage_removed AFTER DELETE ON public.mkt_promotion_redemptions
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_promotion_usage();

COMMENT ON FUNCTION app.refresh_promotion_usage() IS
  'Trigger: counts the uses of promotions and codes anew after an import or a removal, once per statement. The functions of this domain count by themselves, under the same locks.';
