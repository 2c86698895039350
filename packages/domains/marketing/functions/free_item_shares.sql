-- may execute: nobody
CREATE OR REPLACE FUNCTION app.free_item_shares(p_tenant_id bigint, p_promotion_id bigint, p_order_id bigint)
RETURNS TABLE (order_item_id bigint, discount_amount numeric)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT r.order_item_id, round(r.remaining * least(r.quantity, r.free - r.before) / r.quantity, 2)
  FROM (
    SELECT l.order_item_id, l.remaining, l.quantity, f.quantity AS free,
      sum(l.quantity) OVER (PARTITION BY l.product_id ORDER BY l.remaining / l.quantity, l.order_item_id)
        - l.quantity AS before
    FROM app.promotion_lines(p_tenant_id, p_promotion_id, p_order_id) l
    JOIN public.mkt_promotion_free_items f
      ON f.tenant_id = p_tenant_id AND f.promotion_id = p_promotion_id AND f.product_id = l.product_id
  ) r
  WHERE r.before < r.free;
END
$$;

COMMENT ON FUNCTION app.free_item_shares(bigint, bigint, bigint) IS
  'What each line of an order gets by a promotion of type free_item: the pieces given away, of a product in several lines the cheapest first. For app.promotion_shares.';
