-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.receive_stock(
  p_product_id bigint, p_quantity integer, p_key text, p_warehouse_id bigint DEFAULT NULL,
  p_product_variant_id bigint DEFAULT NULL, p_unit_cost numeric DEFAULT NULL,
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
  PERFORM app.require_decimals('unit cost', p_unit_cost, 4);
  IF p_quantity IS NULL OR p_quantity <= 0 THEN
    RAISE EXCEPTION 'A quantity is above zero, not %.', coalesce(p_quantity::text, 'empty')
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF p_source_type IN ('customer_return', 'sales_order') THEN
    RAISE EXCEPTION 'What a customer sends back comes in by its case.'
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Call app.receive_return, which notes it on the line too.';
  END IF;
  -- Without fulfilment purchases are known elsewhere, and named by their numbers there.
  IF p_source_type = 'purchase_order' AND to_regclass('public.purchase_orders') IS NOT NULL THEN
    RAISE EXCEPTION 'What was bought comes in by its purchase order.'
      USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = 'Call app.receive_goods, which notes it on the order and lowers what is inbound; without one, name no source.';
  END IF;
  v_stock := app.lock_stock(p_product_id, p_product_variant_id, p_warehouse_id);
  v_movement.stock_id := v_stock.id;
  v_movement.kind := 'receipt';
  v_movement.quantity := p_quantity;
  v_movement.unit_cost := p_unit_cost;
  v_movement.idempotency_key := p_key;
  v_movement.source_type := p_source_type;
  v_movement.source_id := p_source_id;
  RETURN coalesce(app.known_stock_movement(v_movement), app.post_stock_movement(v_stock, v_movement));
END
$$;

COMMENT ON FUNCTION app.receive_stock(bigint, integer, text, bigint, bigint, numeric, text, bigint) IS
  'Books pieces that came in, at a cost each (the average when none is given), and returns the movement; the same key again books nothing. Raises 55000 for a return of a customer, and for what was bought where purchase orders are kept. Needs inventory.write.';
