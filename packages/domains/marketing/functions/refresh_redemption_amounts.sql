-- may execute: nobody
CREATE OR REPLACE FUNCTION app.refresh_redemption_amounts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  UPDATE public.mkt_promotion_redemptions r SET discount_amount = s.discount_amount
  FROM (
    SELECT l.tenant_id, l.redemption_id, sum(l.discount_amount) AS discount_amount
    FROM (SELECT DISTINCT a.tenant_id, a.order_id, a.redemption_id FROM added a) k
    JOIN public.mkt_promotion_redemption_lines l
      ON l.tenant_id = k.tenant_id AND l.order_id = k.order_id AND l.redemption_id = k.redemption_id
    GROUP BY l.tenant_id, l.redemption_id
  ) s
  WHERE r.tenant_id = s.tenant_id AND r.id = s.redemption_id AND r.discount_amount <> s.discount_amount;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_mkt_promotion_redemption_lines_sum_added
  AFTER INSERT ON public.mkt_promotion_redemption_lines
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT WHEN (current_user <> 'erp_definer')
  EXECUTE FUNCTION app.refresh_redemption_amounts();
CREATE OR REPLACE TRIGGER tr_mkt_promotion_redemption_lines_sum_changed
  AFTER UPDATE ON public.mkt_promotion_redemption_lines
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT WHEN (current_user <> 'erp_definer')
  EXECUTE FUNCTION app.refresh_redemption_amounts();

COMMENT ON FUNCTION app.refresh_redemption_amounts() IS
  'Trigger: the amount of an imported redemption is that of its lines, where it brings any.';
