-- may execute: nobody
CREATE OR REPLACE FUNCTION app.bogo_rule_shares(p_tenant_id bigint, p_promotion_id bigint, p_order_id bigint)
RETURNS TABLE (order_item_id bigint, discount_amount numeric)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  v_rule public.mkt_promotion_bogo_rules;
BEGIN
  SELECT * INTO v_rule FROM public.mkt_promotion_bogo_rules r
  WHERE r.tenant_id = p_tenant_id AND r.promotion_id = p_promotion_id;
  RETURN QUERY
  WITH lines AS (
    SELECT l.*,
      -- A line without product is a thing of its own.
      CASE v_rule.get_type WHEN 'same_product' THEN coalesce(l.product_id, -l.order_item_id) ELSE 0 END AS pool
    FROM app.promotion_lines(p_tenant_id, p_promotion_id, p_order_id) l
  ), bought AS (
    SELECT l.pool, sum(l.quantity)::numeric AS pieces, sum(l.subtotal) AS value FROM lines l
    -- Where goods to be given are listed, they do not count as bought as well.
    WHERE l.counts_bought AND (v_rule.get_type <> 'listed' OR NOT l.counts_given)
    GROUP BY l.pool
  ), earned AS (
    -- Out of one pool every so many pieces are given among those that are bought; of listed goods, beside them.
    SELECT b.pool, least(
      CASE
        WHEN v_rule.buy_type = 'amount' THEN floor(b.value / v_rule.buy_amount) * v_rule.get_quantity
        WHEN v_rule.get_type = 'listed' THEN floor(b.pieces / v_rule.buy_quantity) * v_rule.get_quantity
        ELSE div(b.pieces, v_rule.buy_quantity::numeric + v_rule.get_quantity) * v_rule.get_quantity
          + greatest(mod(b.pieces, v_rule.buy_quantity::numeric + v_rule.get_quantity) - v_rule.buy_quantity, 0)
      END,
      v_rule.max_applications_per_order::numeric * v_rule.get_quantity) AS pieces
    FROM bought b
  ), ranked AS (
    SELECT l.order_item_id, l.pool, l.quantity, l.remaining,
      sum(l.quantity) OVER (PARTITION BY l.pool ORDER BY l.remaining / l.quantity, l.order_item_id)
        - l.quantity AS before
    FROM lines l
    WHERE CASE v_rule.get_type WHEN 'listed' THEN l.counts_given ELSE l.counts_bought END
  ), limited AS (
    -- The cap is one of the order, over all products together.
    SELECT r.*, least(r.quantity, greatest(e.pieces - r.before, 0)) AS given,
      v_rule.max_applications_per_order::numeric * v_rule.get_quantity AS cap
    FROM ranked r JOIN earned e ON e.pool = r.pool
  ), capped AS (
    SELECT d.*, least(d.given, greatest(coalesce(d.cap, d.given + d.upto) - d.upto, 0)) AS pieces
    FROM (
      SELECT m.*, sum(m.given) OVER (ORDER BY m.remaining / m.quantity, m.order_item_id) - m.given AS upto
      FROM limited m
    ) d
  )
  SELECT c.order_item_id, round(c.remaining * c.pieces * v_rule.get_discount_percent / (c.quantity::numeric * 100), 2)
  FROM capped c;
END
$$;

COMMENT ON FUNCTION app.bogo_rule_shares(bigint, bigint, bigint) IS
  'What each line of an order gets by a promotion of type bogo: the cheapest pieces that were earned, at the percent of the rule. For app.promotion_shares.';
