-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.redeem_promotion(
  p_order_id bigint, p_code text DEFAULT NULL, p_promotion_id bigint DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_order public.orders;
  v_promotion public.mkt_promotions;
  v_code public.mkt_promotion_codes;
  v_known public.mkt_promotion_redemptions;
  v_reason text;
  v_lines bigint[];
  v_shares numeric[];
  v_redemption_id bigint;
BEGIN
  PERFORM app.require_permission('promotions.redeem');

  -- Locks, here and wherever redemptions are written: the order after its customer, its promotions by id, their
  -- codes by id, the lines.
  v_order := app.lock_order(p_order_id);
  IF p_code IS NOT NULL THEN
    SELECT * INTO v_code FROM public.mkt_promotion_codes c
    WHERE c.tenant_id = v_tenant AND c.code = upper(btrim(p_code)) AND c.deleted_at IS NULL;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'There is no code %.', upper(btrim(p_code)) USING ERRCODE = 'no_data_found';
    END IF;
  END IF;
  SELECT * INTO v_promotion FROM public.mkt_promotions p
  WHERE p.tenant_id = v_tenant AND p.id = coalesce(v_code.promotion_id, p_promotion_id) AND p.deleted_at IS NULL
    AND p.id = coalesce(p_promotion_id, p.id)
  FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no promotion %.', coalesce(p_promotion_id::text, 'of that code')
      USING ERRCODE = 'no_data_found';
  END IF;
  IF v_code.id IS NOT NULL THEN
    SELECT * INTO v_code FROM public.mkt_promotion_codes c
    WHERE c.tenant_id = v_tenant AND c.id = v_code.id AND c.deleted_at IS NULL FOR NO KEY UPDATE;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'There is no code %.', upper(btrim(p_code)) USING ERRCODE = 'no_data_found';
    END IF;
  END IF;

  SELECT * INTO v_known FROM public.mkt_promotion_redemptions r
  WHERE r.tenant_id = v_tenant AND r.order_id = v_order.id AND r.promotion_id = v_promotion.id
    AND r.released_at IS NULL;
  IF FOUND THEN
    IF v_known.code_id IS DISTINCT FROM v_code.id THEN
      RAISE EXCEPTION 'Order % has promotion % already.', v_order.id, v_promotion.id
        USING ERRCODE = 'unique_violation', HINT = 'It was redeemed with another code.';
    END IF;
    RETURN v_known.id;
  END IF;

  v_reason := app.promotion_refusal(v_promotion, v_code, v_order);
  IF v_reason IS NOT NULL THEN
    RAISE EXCEPTION 'Promotion % is not given on order %.', v_promotion.id, v_order.id
      USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = v_reason,
      HINT = 'app.quote_promotion tells beforehand.';
  END IF;

  SELECT array_agg(s.order_item_id), array_agg(s.discount_amount) INTO v_lines, v_shares
  FROM app.promotion_shares(v_promotion, v_order.id) s;
  INSERT INTO public.mkt_promotion_redemptions (
    tenant_id, promotion_id, code_id, order_id, customer_id, discount_amount, created_by
  )
  VALUES (
    v_tenant, v_promotion.id, v_code.id, v_order.id, v_order.customer_id, (SELECT sum(v) FROM unnest(v_shares) v),
    app.current_user_id()
  )
  RETURNING id INTO v_redemption_id;
  INSERT INTO public.mkt_promotion_redemption_lines (
    tenant_id, redemption_id, order_id, order_item_id, discount_amount
  )
  SELECT v_tenant, v_redemption_id, v_order.id, s.id, s.share FROM unnest(v_lines, v_shares) AS s (id, share);
  UPDATE public.order_items i SET discount_amount = i.discount_amount + s.share, updated_by = app.current_user_id()
  FROM unnest(v_lines, v_shares) AS s (id, share)
  WHERE i.tenant_id = v_tenant AND i.order_id = v_order.id AND i.id = s.id;

  -- Under the locks, so the checks of both tables against their limits cannot be passed by.
  UPDATE public.mkt_promotions p SET usage_count = p.usage_count + 1
  WHERE p.tenant_id = v_tenant AND p.id = v_promotion.id;
  UPDATE public.mkt_promotion_codes c SET usage_count = c.usage_count + 1
  WHERE c.tenant_id = v_tenant AND c.id = v_code.id;
  RETURN v_redemption_id;
END
$$;

COMMENT ON FUNCTION app.redeem_promotion(bigint, text, bigint) IS
  'Gives a promotion, named by a code or by itself, on a draft: checks every condition under locks, writes the discount into the lines and the use into the ledger, and returns it. The same promotion and code again return the first one. Call it shortly before app.place_order, in its transaction: sessions that redeem one promotion wait for each other until they commit. Needs promotions.redeem. Raises P0002, 55000 with the reason in DETAIL, 23505 when the order has the promotion by another code.';
