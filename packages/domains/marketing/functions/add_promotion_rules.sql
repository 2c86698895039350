-- may execute: nobody
CREATE OR REPLACE FUNCTION app.add_promotion_rules(p_promotion_id bigint, p_type text, p_rule jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_many boolean := p_type IN ('tiered', 'free_item', 'price_override');
  v_row jsonb;
  v_place integer;
BEGIN
  IF jsonb_typeof(p_rule) IS DISTINCT FROM (CASE WHEN v_many THEN 'array' ELSE 'object' END) THEN
    RAISE EXCEPTION 'The rule of a promotion of type % is a JSON %.', p_type, CASE WHEN v_many THEN 'array' ELSE 'object' END
      USING ERRCODE = 'invalid_parameter_value', HINT = 'For example: ' || CASE p_type
        WHEN 'discount' THEN '{"discount_type": "percentage", "discount_percent": 15}'
        WHEN 'bogo' THEN '{"buy_type": "quantity", "buy_quantity": 2, "get_type": "cheapest"}'
        WHEN 'bundle' THEN '{"bundle_type": "quantity", "required_quantity": 3, "discount_type": "fixed_price", "bundle_price": 99}'
        WHEN 'tiered' THEN '[{"threshold_type": "amount", "threshold_amount": 100, "discount_type": "percentage", "discount_percent": 5}]'
        WHEN 'free_item' THEN '[{"product_id": 1, "quantity": 1}]'
        WHEN 'price_override' THEN '[{"product_id": 1, "override_price": 19.9}]'
      END;
  END IF;
  FOR v_row, v_place IN
    SELECT r.item, r.place::integer
    FROM jsonb_array_elements(CASE WHEN v_many THEN p_rule ELSE jsonb_build_array(p_rule) END) WITH ORDINALITY AS r (item, place)
    ORDER BY r.place
  LOOP
    CASE p_type
      WHEN 'discount' THEN
        PERFORM app.add_promotion_row('mkt_promotion_discount_rules', p_promotion_id, v_row, 'discount_type', 'discount_percent',
          'discount_amount', 'fixed_price', 'apply_to', 'allocation_method');
      WHEN 'bogo' THEN
        PERFORM app.add_promotion_row('mkt_promotion_bogo_rules', p_promotion_id, v_row, 'buy_type', 'buy_quantity',
          'buy_amount', 'get_type', 'get_quantity', 'get_discount_percent', 'max_applications_per_order');
      WHEN 'bundle' THEN
        PERFORM app.add_promotion_row('mkt_promotion_bundle_rules', p_promotion_id, v_row - 'items', 'bundle_type',
          'required_quantity', 'required_amount', 'discount_type', 'discount_percent', 'discount_amount', 'bundle_price',
          'max_bundles_per_order');
        PERFORM app.add_promotion_row('mkt_promotion_bundle_items', p_promotion_id, i.item, 'product_id', 'quantity')
        FROM jsonb_array_elements(app.json_list(v_row -> 'items')) AS i (item);
      WHEN 'tiered' THEN
        PERFORM app.add_promotion_row('mkt_promotion_tiered_rules', p_promotion_id,
          jsonb_build_object('tier_level', v_place) || v_row, 'tier_level', 'threshold_type', 'threshold_quantity',
          'threshold_amount', 'discount_type', 'discount_percent', 'discount_amount');
      WHEN 'free_item' THEN
        PERFORM app.add_promotion_row('mkt_promotion_free_items', p_promotion_id, v_row, 'product_id', 'quantity');
      WHEN 'price_override' THEN
        PERFORM app.add_promotion_row('mkt_promotion_price_overrides', p_promotion_id, v_row, 'product_id',
          'product_variant_id', 'override_price');
    END CASE;
  END LOOP;
END
$$;

COMMENT ON FUNCTION app.add_promotion_rules(bigint, text, jsonb) IS
  'For app.create_promotion: what a promotion gives, by its type: an object for discount, bogo and bundle (with items), an array for tiered (steps, the lowest first), free_item and price_override. Raises 22023.';
