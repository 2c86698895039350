-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.ship_stock(
  p_product_id bigint, p_quantity integer, p_key text, p_warehouse_id bigint DEFAULT NULL,
  p_product_variant_id bigint DEFAULT NULL,
  p_source_type text DEFAULT NULL, p_source_id bigint DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_stock public.stock;
  v_movement public.stock_movement;
BEGIN
  PERFORM app.require_permission('inventory.write');
  IF p_source_type IS NOT NULL THEN
    PERFORM app.require_allowed('stock_movement', 'source_type', p_source_type);
  END IF;
  PERFORM app.require_reference(p_source_type, p_source_id);
  IF p_quantity IS NULL OR p_quantity <= 0 THEN
    RAISE EXCEPTION 'A quantity is above zero, not %.', coalesce(p_quantity::text, 'empty')
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF p_source_type = 'sales_order' THEN
    RAISE EXCEPTION 'What an order sells leaves by its order.'
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Call app.ship_order, which notes it on the lines too.';
  END IF;
  v_stock := app.lock_stock(p_product_id, p_product_variant_id, p_warehouse_id);
  v_movement.stock_id := v_stock.id;
  v_movement.kind := 'shipment';
  v_movement.quantity := -p_quantity;
  v_movement.idempotency_key := p_key;
  v_movement.source_type := p_source_type;
  v_movement.source_id := p_source_id;
  RETURN coalesce(app.known_stock_movement(v_movement), app.post_stock_movement(v_stock, v_movement));
END
$$;

COMMENT ON FUNCTION app.ship_stock(bigint, integer, text, bigint, bigint, text, bigint) IS
  'Books pieces that left and that nobody had reserved, and returns the movement; the same key again books nothing. Raises 23514 when fewer are available, 55000 for a sales order. For reserved ones see app.ship_reservation. Needs inventory.write.';
