-- may execute: nobody
CREATE OR REPLACE FUNCTION app.discount_rule_shares(p_tenant_id bigint, p_promotion_id bigint, p_order_id bigint)
RETURNS TABLE (order_item_id bigint, discount_amount numeric)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  v_rule public.mkt_promotion_discount_rules;
  v_lines bigint[];
  v_values numeric[];
BEGIN
  SELECT * INTO v_rule FROM public.mkt_promotion_discount_rules r
  WHERE r.tenant_id = p_tenant_id AND r.promotion_id = p_promotion_id;
  IF v_rule.discount_type = 'fixed_amount' AND v_rule.allocation_method = 'across' THEN
    SELECT array_agg(l.order_item_id), array_agg(l.remaining) INTO v_lines, v_values
    FROM app.promotion_lines(p_tenant_id, p_promotion_id, p_order_id) l
    WHERE CASE v_rule.apply_to WHEN 'shipping' THEN l.is_shipping ELSE l.counts_bought END;
    RETURN QUERY SELECT s.order_item_id, s.discount_amount
    FROM app.spread_discount(
      least(v_rule.discount_amount, (SELECT sum(v) FROM unnest(v_values) v)), v_lines, v_values
    ) s;
    RETURN;
  END IF;
  RETURN QUERY
  SELECT l.order_item_id, CASE v_rule.discount_type
    WHEN 'percentage' THEN round(l.remaining * v_rule.discount_percent / 100, 2)
    WHEN 'fixed_amount' THEN least(l.remaining, v_rule.discount_amount * l.quantity)
    ELSE greatest(l.remaining - round(v_rule.fixed_price * l.quantity, 2), 0) END
  FROM app.promotion_lines(p_tenant_id, p_promotion_id, p_order_id) l
  WHERE CASE v_rule.apply_to WHEN 'shipping' THEN l.is_shipping ELSE l.counts_bought END;
END
$$;

COMMENT ON FUNCTION app.discount_rule_shares(bigint, bigint, bigint) IS
  'What each line of an order gets by a promotion of type discount. Percent are rounded per line, like tax. For app.promotion_shares.';
