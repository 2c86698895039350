-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.redeem_automatic_promotions(p_order_id bigint) RETURNS SETOF bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_order public.orders;
  v_code public.mkt_promotion_codes;
  v_promotion public.mkt_promotions;
  v_candidates bigint[];
BEGIN
  PERFORM app.require_permission('promotions.redeem');
  v_order := app.lock_order(p_order_id);

  -- What would be given as things stand now; only those are locked, all at once and by id.
  SELECT array_agg(p.id) INTO v_candidates FROM public.mkt_promotions p
  WHERE p.tenant_id = v_tenant AND p.currency_code = v_order.currency_code AND p.is_auto_apply
    AND p.status IN ('scheduled', 'active') AND p.deleted_at IS NULL
    AND app.promotion_refusal(p, v_code, v_order) IS NULL;
  PERFORM FROM public.mkt_promotions p
  WHERE p.tenant_id = v_tenant AND p.id = ANY (v_candidates) ORDER BY p.id FOR NO KEY UPDATE;
  FOR v_promotion IN
    SELECT * FROM public.mkt_promotions p
    WHERE p.tenant_id = v_tenant AND p.id = ANY (v_candidates) ORDER BY p.priority, p.id
  LOOP
    -- Judged again: by the locks, and by what the ones before have taken.
    IF app.promotion_refusal(v_promotion, v_code, v_order) IS NULL
      AND NOT EXISTS (SELECT FROM public.mkt_promotion_redemptions r
        WHERE r.tenant_id = v_tenant AND r.order_id = v_order.id AND r.promotion_id = v_promotion.id
          AND r.released_at IS NULL) THEN
      RETURN NEXT app.redeem_promotion(v_order.id, NULL, v_promotion.id);
    END IF;
  END LOOP;
END
$$;

COMMENT ON FUNCTION app.redeem_automatic_promotions(bigint) IS
  'Gives on a draft every promotion that needs no code and applies, by priority, and returns the redemptions. What does not apply is passed over. Needs promotions.redeem. Raises P0002.';
