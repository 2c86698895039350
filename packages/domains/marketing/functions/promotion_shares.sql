-- may execute: nobody
CREATE OR REPLACE FUNCTION app.promotion_shares(p_promotion public.mkt_promotions, p_order_id bigint)
RETURNS TABLE (order_item_id bigint, discount_amount numeric)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  v_lines bigint[];
  v_shares numeric[];
BEGIN
  -- A plain dispatch: the rule of each type is a function of its own and they know nothing of each other.
  SELECT array_agg(s.order_item_id), array_agg(s.discount_amount) INTO v_lines, v_shares
  FROM (
    SELECT * FROM app.discount_rule_shares(p_promotion.tenant_id, p_promotion.id, p_order_id)
    WHERE p_promotion.type = 'discount'
    UNION ALL
    SELECT * FROM app.bogo_rule_shares(p_promotion.tenant_id, p_promotion.id, p_order_id)
    WHERE p_promotion.type = 'bogo'
    UNION ALL
    SELECT * FROM app.bundle_rule_shares(p_promotion.tenant_id, p_promotion.id, p_order_id)
    WHERE p_promotion.type = 'bundle'
    UNION ALL
    SELECT * FROM app.tiered_rule_shares(p_promotion.tenant_id, p_promotion.id, p_order_id)
    WHERE p_promotion.type = 'tiered'
    UNION ALL
    SELECT * FROM app.free_item_shares(p_promotion.tenant_id, p_promotion.id, p_order_id)
    WHERE p_promotion.type = 'free_item'
    UNION ALL
    SELECT * FROM app.price_override_shares(p_promotion.tenant_id, p_promotion.id, p_order_id)
    WHERE p_promotion.type = 'price_override'
  ) s
  WHERE s.discount_amount > 0;
  IF (SELECT sum(v) FROM unnest(v_shares) v) > p_promotion.max_discount_amount THEN
    RETURN QUERY SELECT s.order_item_id, s.discount_amount
    FROM app.spread_discount(p_promotion.max_discount_amount, v_lines, v_shares) s WHERE s.discount_amount > 0;
  ELSE
    RETURN QUERY SELECT s.id, s.share FROM unnest(v_lines, v_shares) AS s (id, share);
  END IF;
END
$$;

COMMENT ON FUNCTION app.promotion_shares(public.mkt_promotions, bigint) IS
  'What each line of an order gets by a promotion, cut to its cap: every part above nothing and at most what is left of the line. For the functions of this domain.';
