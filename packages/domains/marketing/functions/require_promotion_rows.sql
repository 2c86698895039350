-- may execute: nobody
CREATE OR REPLACE FUNCTION app.require_promotion_rows(p_rule jsonb, p_details jsonb) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_rules jsonb := CASE jsonb_typeof(p_rule) WHEN 'object' THEN jsonb_build_array(p_rule) ELSE p_rule END;
BEGIN
  PERFORM app.require_recordset('products of a promotion', app.json_list(p_details -> 'products'), 'product_id bigint NOT NULL', 'side text'),
    app.require_recordset('categories of a promotion', app.json_list(p_details -> 'categories'), 'category_id bigint NOT NULL', 'side text'),
    app.require_recordset('attributes of a promotion', app.json_list(p_details -> 'attributes'), 'attribute_id bigint NOT NULL', 'side text'),
    app.require_recordset('exclusions of a promotion', app.json_list(p_details -> 'exclusions'), 'product_id bigint',
      'category_id bigint', 'attribute_id bigint');
  -- What any type of promotion has; which of it a type has, app.add_promotion_rules knows.
  PERFORM app.require_recordset('rules of a promotion', v_rules, 'discount_type text', 'discount_percent numeric(7,4)',
    'discount_amount numeric(14,2)', 'fixed_price numeric(14,4)', 'apply_to text', 'allocation_method text', 'buy_type text',
    'buy_quantity integer', 'buy_amount numeric(14,2)', 'get_type text', 'get_quantity integer',
    'get_discount_percent numeric(7,4)', 'max_applications_per_order integer', 'bundle_type text',
    'required_quantity integer', 'required_amount numeric(14,2)', 'bundle_price numeric(14,2)',
    'max_bundles_per_order integer', 'items object[]', 'tier_level integer', 'threshold_type text',
    'threshold_quantity integer', 'threshold_amount numeric(14,2)', 'product_id bigint', 'product_variant_id bigint',
    'quantity integer', 'override_price numeric(14,4)', '*');
  PERFORM app.require_recordset('items of a promotion', app.json_list(r.rule -> 'items'), 'product_id bigint NOT NULL', 'quantity integer')
  FROM jsonb_array_elements(v_rules) AS r (rule);
END
$$;

COMMENT ON FUNCTION app.require_promotion_rows(jsonb, jsonb) IS
  'Raises 22023 unless the rule of a promotion, and what is named in its details, are written as app.create_promotion takes them. Not for callers.';
