-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.adjust_stock(
  p_product_id bigint, p_quantity integer, p_reason text, p_key text, p_warehouse_id bigint DEFAULT NULL,
  p_product_variant_id bigint DEFAULT NULL, p_unit_cost numeric DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_stock public.stock;
  v_movement public.stock_movement;
BEGIN
  PERFORM app.require_permission('inventory.adjust');
  PERFORM app.require_decimals('unit cost', p_unit_cost, 4);
  IF p_quantity IS NULL OR p_quantity = 0 OR btrim(p_reason) IS NULL OR btrim(p_reason) = '' THEN
    RAISE EXCEPTION 'An adjustment has a quantity, above or below zero, and a reason.'
      USING ERRCODE = 'invalid_parameter_value', HINT = 'For example -1 and "broken in the shop".';
  END IF;
  v_stock := app.lock_stock(p_product_id, p_product_variant_id, p_warehouse_id);
  v_movement.stock_id := v_stock.id;
  v_movement.kind := 'adjustment';
  v_movement.quantity := p_quantity;
  v_movement.unit_cost := p_unit_cost;
  v_movement.idempotency_key := p_key;
  v_movement.reason := p_reason;
  RETURN coalesce(app.known_stock_movement(v_movement), app.post_stock_movement(v_stock, v_movement));
END
$$;

COMMENT ON FUNCTION app.adjust_stock(bigint, integer, text, text, bigint, bigint, numeric) IS
  'Books pieces that were found, or below zero lost, and returns the movement; the same key again books nothing. Raises 23514 when what is left would not cover the reservations. Needs inventory.adjust.';
