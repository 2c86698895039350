-- may execute: nobody
CREATE OR REPLACE FUNCTION app.promotion_is_complete(p_promotion public.mkt_promotions) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN CASE p_promotion.type
    WHEN 'discount' THEN EXISTS (SELECT FROM public.mkt_promotion_discount_rules r
      WHERE r.tenant_id = p_promotion.tenant_id AND r.promotion_id = p_promotion.id)
    WHEN 'bogo' THEN EXISTS (SELECT FROM public.mkt_promotion_bogo_rules r
      WHERE r.tenant_id = p_promotion.tenant_id AND r.promotion_id = p_promotion.id)
    WHEN 'bundle' THEN EXISTS (SELECT FROM public.mkt_promotion_bundle_rules r
      WHERE r.tenant_id = p_promotion.tenant_id AND r.promotion_id = p_promotion.id
        AND (r.bundle_type <> 'items' OR EXISTS (SELECT FROM public.mkt_promotion_bundle_items i
          WHERE i.tenant_id = r.tenant_id AND i.promotion_id = r.promotion_id)))
    WHEN 'tiered' THEN EXISTS (SELECT FROM public.mkt_promotion_tiered_rules r
      WHERE r.tenant_id = p_promotion.tenant_id AND r.promotion_id = p_promotion.id)
    WHEN 'free_item' THEN EXISTS (SELECT FROM public.mkt_promotion_free_items r
      WHERE r.tenant_id = p_promotion.tenant_id AND r.promotion_id = p_promotion.id)
    WHEN 'price_override' THEN EXISTS (SELECT FROM public.mkt_promotion_price_overrides r
      WHERE r.tenant_id = p_promotion.tenant_id AND r.promotion_id = p_promotion.id)
  END;
END
$$;

COMMENT ON FUNCTION app.promotion_is_complete(public.mkt_promotions) IS
  'Whether a promotion has the rule that its type asks for. For the functions of this domain.';
