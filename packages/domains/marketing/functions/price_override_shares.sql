-- may execute: nobody
CREATE OR REPLACE FUNCTION app.price_override_shares(p_tenant_id bigint, p_promotion_id bigint, p_order_id bigint)
RETURNS TABLE (order_item_id bigint, discount_amount numeric)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT l.order_item_id, greatest(l.remaining - round(o.override_price * l.quantity, 2), 0)
  FROM app.promotion_lines(p_tenant_id, p_promotion_id, p_order_id) l
  JOIN public.order_items i ON i.tenant_id = p_tenant_id AND i.id = l.order_item_id
  CROSS JOIN LATERAL (
    SELECT p.override_price FROM public.mkt_promotion_price_overrides p
    WHERE p.tenant_id = p_tenant_id AND p.promotion_id = p_promotion_id AND p.product_id = l.product_id
      AND (p.product_variant_id IS NULL OR p.product_variant_id = i.product_variant_id)
    ORDER BY p.product_variant_id NULLS LAST LIMIT 1
  ) o
  WHERE l.counts_bought;
END
$$;

COMMENT ON FUNCTION app.price_override_shares(bigint, bigint, bigint) IS
  'What each line of an order gets by a promotion of type price_override: what it costs above the price set. For app.promotion_shares.';
