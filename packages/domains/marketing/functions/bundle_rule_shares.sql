-- may execute: nobody
CREATE OR REPLACE FUNCTION app.bundle_rule_shares(p_tenant_id bigint, p_promotion_id bigint, p_order_id bigint)
RETURNS TABLE (order_item_id bigint, discount_amount numeric)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  v_rule public.mkt_promotion_bundle_rules;
  v_bundles numeric;
  v_lines bigint[];
  v_values numeric[];
  v_value numeric;
BEGIN
  SELECT * INTO v_rule FROM public.mkt_promotion_bundle_rules r
  WHERE r.tenant_id = p_tenant_id AND r.promotion_id = p_promotion_id;

  IF v_rule.bundle_type = 'items' THEN
    SELECT min(floor(coalesce(s.pieces, 0) / i.quantity)) INTO v_bundles
    FROM public.mkt_promotion_bundle_items i
    LEFT JOIN (
      SELECT l.product_id, sum(l.quantity) AS pieces
      FROM app.promotion_lines(p_tenant_id, p_promotion_id, p_order_id) l WHERE l.counts_bought GROUP BY l.product_id
    ) s ON s.product_id = i.product_id
    WHERE i.tenant_id = p_tenant_id AND i.promotion_id = p_promotion_id;
  ELSE
    SELECT CASE v_rule.bundle_type WHEN 'quantity' THEN floor(sum(l.quantity)::numeric / v_rule.required_quantity)
      ELSE (sum(l.subtotal) >= v_rule.required_amount)::int END INTO v_bundles
    FROM app.promotion_lines(p_tenant_id, p_promotion_id, p_order_id) l WHERE l.counts_bought;
  END IF;
  v_bundles := least(v_bundles, v_rule.max_bundles_per_order);
  IF coalesce(v_bundles, 0) = 0 THEN
    RETURN;
  END IF;

  -- What is in the bundles: of each line so many pieces, the dearest first.
  SELECT array_agg(b.order_item_id), array_agg(b.value), sum(b.value) INTO v_lines, v_values, v_value
  FROM (
    SELECT r.order_item_id, round(r.remaining * least(r.quantity, r.wanted - r.before) / r.quantity, 2) AS value
    FROM (
      SELECT l.order_item_id, l.remaining, l.quantity,
        sum(l.quantity) OVER (PARTITION BY i.product_id ORDER BY l.remaining / l.quantity DESC, l.order_item_id)
          - l.quantity AS before,
        CASE v_rule.bundle_type WHEN 'items' THEN v_bundles * i.quantity
          WHEN 'quantity' THEN v_bundles * v_rule.required_quantity ELSE 'Infinity' END AS wanted
      FROM app.promotion_lines(p_tenant_id, p_promotion_id, p_order_id) l
      LEFT JOIN public.mkt_promotion_bundle_items i
        ON i.tenant_id = p_tenant_id AND i.promotion_id = p_promotion_id AND i.product_id = l.product_id
        AND v_rule.bundle_type = 'items'
      WHERE l.counts_bought AND (v_rule.bundle_type <> 'items' OR i.product_id IS NOT NULL)
    ) r
    WHERE r.before < r.wanted
  ) b;
  IF v_rule.discount_type = 'percentage' THEN
    RETURN QUERY SELECT b.id, round(b.value * v_rule.discount_percent / 100, 2)
    FROM unnest(v_lines, v_values) AS b (id, value);
  ELSE
    RETURN QUERY SELECT s.order_item_id, s.discount_amount
    FROM app.spread_discount(
      CASE v_rule.discount_type WHEN 'fixed_amount' THEN least(v_value, v_bundles * v_rule.discount_amount)
        ELSE greatest(v_value - v_bundles * v_rule.bundle_price, 0) END,
      v_lines, v_values
    ) s;
  END IF;
END
$$;

COMMENT ON FUNCTION app.bundle_rule_shares(bigint, bigint, bigint) IS
  'What each line of an order gets by a promotion of type bundle. For app.promotion_shares.';
