-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.create_promotion(
  p_name text, p_type text, p_currency_code text, p_starts_at timestamptz, p_rule jsonb, p_details jsonb DEFAULT '{}',
  p_idempotency_key text DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_known public.mkt_promotions;
  v_promotion bigint;
BEGIN
  PERFORM app.require_permission('promotions.write');
  PERFORM app.require_record('details of a promotion', p_details, 'description text', 'ends_at timestamptz',
    'is_auto_apply boolean', 'is_combinable boolean', 'priority integer', 'minimum_amount numeric(14,2)',
    'max_discount_amount numeric(14,2)', 'usage_limit integer', 'per_customer_limit integer', 'is_first_order_only boolean',
    'customer_rank text', 'products object[]', 'categories object[]', 'attributes object[]', 'exclusions object[]',
    'channels bigint[]', 'campaigns bigint[]');
  PERFORM app.require_promotion_rows(p_rule, p_details);
  PERFORM app.require_allowed('mkt_promotions', 'type', p_type);
  PERFORM app.require_code('customer rank', p_details ->> 'customer_rank');

  INSERT INTO public.mkt_promotions AS p (
    tenant_id, name, type, currency_code, starts_at, description, ends_at, is_auto_apply, is_combinable, priority,
    minimum_amount, max_discount_amount, usage_limit, per_customer_limit, is_first_order_only, customer_rank,
    idempotency_key, created_by, updated_by
  )
  SELECT v_tenant, p_name, p_type, p_currency_code, p_starts_at, d.description, d.ends_at, coalesce(d.is_auto_apply, false),
    coalesce(d.is_combinable, false), coalesce(d.priority, 100), d.minimum_amount, d.max_discount_amount, d.usage_limit,
    -- The first order is one order.
    coalesce(d.per_customer_limit, CASE WHEN d.is_first_order_only THEN 1 END), coalesce(d.is_first_order_only, false),
    d.customer_rank, p_idempotency_key, app.current_user_id(), app.current_user_id()
  FROM jsonb_to_record(p_details) AS d (
    description text, ends_at timestamptz, is_auto_apply boolean, is_combinable boolean, priority integer,
    minimum_amount numeric, max_discount_amount numeric, usage_limit integer, per_customer_limit integer,
    is_first_order_only boolean, customer_rank text
  )
  ON CONFLICT (tenant_id, idempotency_key) DO NOTHING
  RETURNING p.id INTO v_promotion;
  IF v_promotion IS NULL THEN
    SELECT * INTO v_known FROM public.mkt_promotions p
    WHERE p.tenant_id = v_tenant AND p.idempotency_key = p_idempotency_key;
    IF (v_known.name, v_known.type, v_known.starts_at) IS DISTINCT FROM (p_name, p_type, p_starts_at) THEN
      RAISE EXCEPTION 'The idempotency key has made something else.'
        USING ERRCODE = 'unique_violation', DETAIL = format('It made promotion %s, "%s".', v_known.id, v_known.name),
        HINT = 'Use a key of its own for each promotion, and repeat a call only as it was.';
    END IF;
    RETURN v_known.id;
  END IF;

  PERFORM app.add_promotion_rules(v_promotion, p_type, p_rule);
  PERFORM app.add_promotion_row('mkt_promotion_products', v_promotion, e.item, 'product_id', 'side')
  FROM jsonb_array_elements(app.json_list(p_details -> 'products')) AS e (item);
  PERFORM app.add_promotion_row('mkt_promotion_categories', v_promotion, e.item, 'category_id', 'side')
  FROM jsonb_array_elements(app.json_list(p_details -> 'categories')) AS e (item);
  PERFORM app.add_promotion_row('mkt_promotion_attributes', v_promotion, e.item, 'attribute_id', 'side')
  FROM jsonb_array_elements(app.json_list(p_details -> 'attributes')) AS e (item);
  PERFORM app.add_promotion_row('mkt_promotion_exclusions', v_promotion, e.item, 'product_id', 'category_id', 'attribute_id')
  FROM jsonb_array_elements(app.json_list(p_details -> 'exclusions')) AS e (item);
  PERFORM app.add_promotion_row('mkt_promotion_channels', v_promotion,
    jsonb_build_object('channel_platform_page_id', e.id), 'channel_platform_page_id')
  FROM jsonb_array_elements(app.json_list(p_details -> 'channels')) AS e (id);
  PERFORM app.add_promotion_row('mkt_promotion_campaigns', v_promotion, jsonb_build_object('campaign_id', e.id), 'campaign_id')
  FROM jsonb_array_elements(app.json_list(p_details -> 'campaigns')) AS e (id);
  RETURN v_promotion;
END
$$;

COMMENT ON FUNCTION app.create_promotion(text, text, text, timestamptz, jsonb, jsonb, text) IS
  'Drafts a promotion with the rule of its type and returns it; the same key again returns the first one. The rule is an object with the columns of mkt_promotion_discount_rules, …_bogo_rules or …_bundle_rules (and items), or an array of such for tiered (steps, the lowest first), free_item and price_override. Details: description, ends_at, is_auto_apply, is_combinable, priority, minimum_amount, max_discount_amount, usage_limit, per_customer_limit, is_first_order_only, customer_rank; for what and where it is given: products, categories, attributes (each with its id and, for bogo, side), exclusions, channels and campaigns (ids). Codes come from app.issue_promotion_codes, the start from app.transition_promotion. Needs promotions.write. Raises 22023, 23503 for what is not there, 23505 when the key has made something else, 23514 for a rule that contradicts itself.';
