-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.quote_promotion(
  p_order_id bigint, p_code text DEFAULT NULL, p_promotion_id bigint DEFAULT NULL
) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_order public.orders;
  v_promotion public.mkt_promotions;
  v_code public.mkt_promotion_codes;
  v_reason text;
  v_lines jsonb;
  v_amount numeric;
BEGIN
  PERFORM app.require_permission('promotions.redeem');
  SELECT * INTO v_order FROM public.orders o
  WHERE o.tenant_id = v_tenant AND o.id = p_order_id AND o.deleted_at IS NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no order %.', p_order_id USING ERRCODE = 'no_data_found';
  END IF;
  IF p_code IS NOT NULL THEN
    SELECT * INTO v_code FROM public.mkt_promotion_codes c
    WHERE c.tenant_id = v_tenant AND c.code = upper(btrim(p_code)) AND c.deleted_at IS NULL;
  END IF;
  SELECT * INTO v_promotion FROM public.mkt_promotions p
  WHERE p.tenant_id = v_tenant AND p.deleted_at IS NULL
    AND p.id = CASE WHEN p_code IS NULL THEN p_promotion_id ELSE v_code.promotion_id END
    AND p.id = coalesce(p_promotion_id, p.id);
  IF NOT FOUND THEN
    v_reason := CASE WHEN p_code IS NULL THEN 'unknown_promotion' ELSE 'unknown_code' END;
  ELSIF EXISTS (SELECT FROM public.mkt_promotion_redemptions r
    WHERE r.tenant_id = v_tenant AND r.order_id = v_order.id AND r.promotion_id = v_promotion.id
      AND r.released_at IS NULL) THEN
    v_reason := 'redeemed_already';
  ELSE
    v_reason := app.promotion_refusal(v_promotion, v_code, v_order);
  END IF;
  IF v_reason IS NULL THEN
    SELECT sum(s.discount_amount), jsonb_agg(
      jsonb_build_object('order_item_id', s.order_item_id, 'discount_amount', s.discount_amount)
      ORDER BY s.order_item_id)
    INTO v_amount, v_lines FROM app.promotion_shares(v_promotion, v_order.id) s;
  END IF;
  RETURN jsonb_build_object('applies', v_reason IS NULL, 'reason', v_reason, 'promotion_id', v_promotion.id,
    'discount_amount', coalesce(v_amount, 0), 'currency_code', v_order.currency_code, 'lines', coalesce(v_lines, '[]'));
END
$$;

COMMENT ON FUNCTION app.quote_promotion(bigint, text, bigint) IS
  'What a promotion, named by itself or by a code, would give on an order now, and if nothing, why, as a code. Writes nothing and promises nothing. Needs promotions.redeem. Raises P0002 when there is no such order.';
