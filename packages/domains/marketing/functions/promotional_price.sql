-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.promotional_price(
  p_product_id bigint, p_currency_code text, p_product_variant_id bigint DEFAULT NULL,
  p_channel_platform_page_id bigint DEFAULT NULL, p_at timestamptz DEFAULT now()
) RETURNS TABLE (promotion_id bigint, override_price numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  v_tenant bigint := app.current_tenant_id();
BEGIN
  IF v_tenant IS NULL THEN
    RAISE EXCEPTION 'No tenant has been entered.'
      USING ERRCODE = 'insufficient_privilege', HINT = 'Call app.enter_tenant first in the same transaction.';
  END IF;
  RETURN QUERY
  SELECT p.id, o.override_price
  FROM public.mkt_promotion_price_overrides o
  JOIN public.mkt_promotions p ON p.tenant_id = o.tenant_id AND p.id = o.promotion_id
  WHERE o.tenant_id = v_tenant AND o.product_id = p_product_id
    AND (o.product_variant_id = p_product_variant_id OR o.product_variant_id IS NULL AND NOT EXISTS (
      SELECT FROM public.mkt_promotion_price_overrides v
      WHERE v.tenant_id = o.tenant_id AND v.promotion_id = o.promotion_id AND v.product_id = o.product_id
        AND v.product_variant_id = p_product_variant_id))
    AND p.type = 'price_override' AND p.status IN ('scheduled', 'active') AND p.deleted_at IS NULL
    AND p.starts_at <= p_at AND (p.ends_at > p_at OR p.ends_at IS NULL)
    AND p.currency_code = p_currency_code
    -- A price on a label holds for everybody who reads it, so nobody counts who did: what is limited is redeemed.
    AND p.is_auto_apply AND p.minimum_amount IS NULL AND p.max_discount_amount IS NULL
    AND p.usage_limit IS NULL AND p.per_customer_limit IS NULL AND p.customer_rank IS NULL
    AND (NOT EXISTS (SELECT FROM public.mkt_promotion_channels c
        WHERE c.tenant_id = p.tenant_id AND c.promotion_id = p.id)
      OR EXISTS (SELECT FROM public.mkt_promotion_channels c
        WHERE c.tenant_id = p.tenant_id AND c.promotion_id = p.id
          AND c.channel_platform_page_id = p_channel_platform_page_id))
  ORDER BY o.override_price, p.priority, p.id LIMIT 1;
END
$$;

COMMENT ON FUNCTION app.promotional_price(bigint, text, bigint, bigint, timestamptz) IS
  'The lowest price that a running promotion sets for a product, or a variant of it, at a moment, for a label or a price list; no row when none does. Of promotions that everybody gets, without a limit, alone: such a price is no use of the promotion; those with a limit are redeemed.';
