-- may execute: nobody
CREATE OR REPLACE FUNCTION app.promotion_refusal(
  p_promotion public.mkt_promotions, p_code public.mkt_promotion_codes, p_order public.orders
) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := p_order.tenant_id;
  v_value numeric;
BEGIN
  IF p_order.status <> 'draft' THEN
    RETURN 'order_placed';
  ELSIF p_promotion.status NOT IN ('scheduled', 'active') THEN
    RETURN 'not_running';
  ELSIF p_promotion.starts_at > now() THEN
    RETURN 'not_started';
  ELSIF p_promotion.ends_at <= now() THEN
    RETURN 'over';
  ELSIF p_promotion.currency_code <> p_order.currency_code THEN
    RETURN 'other_currency';
  ELSIF p_promotion.usage_count >= p_promotion.usage_limit THEN
    RETURN 'used_up';
  END IF;

  IF p_code.id IS NULL AND NOT p_promotion.is_auto_apply THEN
    RETURN 'code_needed';
  ELSIF p_code.revoked_at IS NOT NULL THEN
    RETURN 'code_revoked';
  ELSIF p_code.starts_at > now() THEN
    RETURN 'code_not_started';
  ELSIF p_code.expires_at <= now() THEN
    RETURN 'code_over';
  ELSIF p_code.customer_id IS NOT NULL AND p_code.customer_id IS DISTINCT FROM p_order.customer_id THEN
    RETURN 'code_of_another_customer';
  ELSIF p_code.usage_count >= p_code.usage_limit THEN
    RETURN 'code_used_up';
  END IF;

  IF p_order.customer_id IS NULL
    AND (p_promotion.per_customer_limit IS NOT NULL OR p_promotion.customer_rank IS NOT NULL) THEN
    RETURN 'customer_needed';
  ELSIF p_promotion.per_customer_limit IS NOT NULL AND (
    SELECT count(*) FROM public.mkt_promotion_redemptions r
    WHERE r.tenant_id = v_tenant AND r.promotion_id = p_promotion.id AND r.customer_id = p_order.customer_id
      AND r.released_at IS NULL) >= p_promotion.per_customer_limit THEN
    RETURN 'customer_used_up';
  ELSIF p_promotion.is_first_order_only AND EXISTS (
    SELECT FROM public.orders o
    WHERE o.tenant_id = v_tenant AND o.customer_id = p_order.customer_id AND o.id <> p_order.id
      AND o.status NOT IN ('draft', 'cancelled')) THEN
    RETURN 'not_first_order';
  ELSIF p_promotion.customer_rank IS NOT NULL AND NOT EXISTS (
    SELECT FROM public.crm_customers c
    WHERE c.tenant_id = v_tenant AND c.id = p_order.customer_id AND c.customer_rank = p_promotion.customer_rank) THEN
    RETURN 'other_customer_rank';
  ELSIF EXISTS (
    SELECT FROM public.mkt_promotion_channels c WHERE c.tenant_id = v_tenant AND c.promotion_id = p_promotion.id
  ) AND NOT EXISTS (
    SELECT FROM public.mkt_promotion_channels c
    WHERE c.tenant_id = v_tenant AND c.promotion_id = p_promotion.id
      AND c.channel_platform_page_id = p_order.channel_platform_page_id) THEN
    RETURN 'other_channel';
  ELSIF EXISTS (
    SELECT FROM public.mkt_promotion_redemptions r
    JOIN public.mkt_promotions p ON p.tenant_id = r.tenant_id AND p.id = r.promotion_id
    WHERE r.tenant_id = v_tenant AND r.order_id = p_order.id AND r.released_at IS NULL
      AND NOT (p.is_combinable AND p_promotion.is_combinable)) THEN
    RETURN 'not_combinable';
  END IF;

  SELECT sum(l.subtotal) INTO v_value
  FROM app.promotion_lines(v_tenant, p_promotion.id, p_order.id) l WHERE l.counts_bought;
  IF v_value IS NULL THEN
    RETURN 'no_eligible_goods';
  ELSIF v_value < p_promotion.minimum_amount THEN
    RETURN 'below_minimum';
  ELSIF NOT EXISTS (SELECT FROM app.promotion_shares(p_promotion, p_order.id)) THEN
    RETURN 'nothing_to_give';
  END IF;
  RETURN NULL;
END
$$;

COMMENT ON FUNCTION app.promotion_refusal(public.mkt_promotions, public.mkt_promotion_codes, public.orders) IS
  'Why a promotion is not given on an order, as a code; empty when it is. The one place where its conditions are written down. For the functions of this domain, which hold the locks.';
