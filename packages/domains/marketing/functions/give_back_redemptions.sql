-- may execute: nobody
CREATE OR REPLACE FUNCTION app.give_back_redemptions(
  p_tenant_id bigint, p_order_id bigint, p_promotion_id bigint, p_reason text
) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_redemptions bigint[];
  v_promotions bigint[];
  v_codes bigint[];
BEGIN
  -- Locks in the order of app.redeem_promotion; the caller holds the order, so that nothing is added to the list.
  PERFORM FROM public.mkt_promotions p
  WHERE p.tenant_id = p_tenant_id AND p.id IN (
    SELECT r.promotion_id FROM public.mkt_promotion_redemptions r
    WHERE r.tenant_id = p_tenant_id AND r.order_id = p_order_id AND r.released_at IS NULL)
    AND p.id = coalesce(p_promotion_id, p.id)
  ORDER BY p.id FOR NO KEY UPDATE;
  PERFORM FROM public.mkt_promotion_codes c
  WHERE c.tenant_id = p_tenant_id AND c.id IN (
    SELECT r.code_id FROM public.mkt_promotion_redemptions r
    WHERE r.tenant_id = p_tenant_id AND r.order_id = p_order_id AND r.released_at IS NULL)
  ORDER BY c.id FOR NO KEY UPDATE;

  WITH released AS (
    UPDATE public.mkt_promotion_redemptions r
    SET released_at = greatest(now(), r.redeemed_at), release_reason = p_reason
    WHERE r.tenant_id = p_tenant_id AND r.order_id = p_order_id AND r.released_at IS NULL
      AND r.promotion_id = coalesce(p_promotion_id, r.promotion_id)
    RETURNING r.id, r.promotion_id, r.code_id
  )
  SELECT array_agg(r.id), array_agg(r.promotion_id), array_agg(r.code_id)
  INTO v_redemptions, v_promotions, v_codes FROM released r;

  -- An order has a promotion once, and a code opens one promotion: each row here is one use.
  UPDATE public.mkt_promotions p SET usage_count = p.usage_count - 1
  WHERE p.tenant_id = p_tenant_id AND p.id = ANY (v_promotions);
  UPDATE public.mkt_promotion_codes c SET usage_count = c.usage_count - 1
  WHERE c.tenant_id = p_tenant_id AND c.id = ANY (v_codes);

  IF p_reason IN ('withdrawn', 'abandoned') THEN
    UPDATE public.order_items i SET discount_amount = greatest(i.discount_amount - s.share, 0)
    FROM (
      SELECT l.order_item_id, sum(l.discount_amount) AS share FROM public.mkt_promotion_redemption_lines l
      WHERE l.tenant_id = p_tenant_id AND l.order_id = p_order_id AND l.redemption_id = ANY (v_redemptions)
      GROUP BY l.order_item_id
    ) s
    WHERE i.tenant_id = p_tenant_id AND i.order_id = p_order_id AND i.id = s.order_item_id;
  END IF;
  RETURN coalesce(cardinality(v_redemptions), 0);
END
$$;

COMMENT ON FUNCTION app.give_back_redemptions(bigint, bigint, bigint, text) IS
  'Gives back the uses of one or all promotions on an order that the caller has locked; takes the discount off the lines where the order goes on. Not for callers: it asks for no permission.';
