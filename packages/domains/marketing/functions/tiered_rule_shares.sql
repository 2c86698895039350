-- may execute: nobody
CREATE OR REPLACE FUNCTION app.tiered_rule_shares(p_tenant_id bigint, p_promotion_id bigint, p_order_id bigint)
RETURNS TABLE (order_item_id bigint, discount_amount numeric)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  v_tier public.mkt_promotion_tiered_rules;
  v_lines bigint[];
  v_values numeric[];
  v_pieces bigint;
  v_value numeric;
BEGIN
  SELECT array_agg(l.order_item_id), array_agg(l.remaining), sum(l.quantity), sum(l.subtotal)
  INTO v_lines, v_values, v_pieces, v_value
  FROM app.promotion_lines(p_tenant_id, p_promotion_id, p_order_id) l WHERE l.counts_bought;
  SELECT * INTO v_tier FROM public.mkt_promotion_tiered_rules r
  WHERE r.tenant_id = p_tenant_id AND r.promotion_id = p_promotion_id
    AND (v_pieces >= r.threshold_quantity OR v_value >= r.threshold_amount)
  ORDER BY r.tier_level DESC LIMIT 1;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  IF v_tier.discount_type = 'percentage' THEN
    RETURN QUERY SELECT l.id, round(l.value * v_tier.discount_percent / 100, 2)
    FROM unnest(v_lines, v_values) AS l (id, value);
  ELSE
    RETURN QUERY SELECT s.order_item_id, s.discount_amount
    FROM app.spread_discount(
      least(v_tier.discount_amount, (SELECT sum(v) FROM unnest(v_values) v)), v_lines, v_values
    ) s;
  END IF;
END
$$;

COMMENT ON FUNCTION app.tiered_rule_shares(bigint, bigint, bigint) IS
  'What each line of an order gets by a promotion of type tiered: the highest step that the order reaches. For app.promotion_shares.';
