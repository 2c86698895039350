-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.receive_material(
  p_material_id bigint, p_quantity numeric, p_key text, p_warehouse_id bigint DEFAULT NULL,
  p_material_variant_id bigint DEFAULT NULL, p_reference_type text DEFAULT NULL, p_reference_id bigint DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_change public.material_history;
BEGIN
  PERFORM app.require_permission('inventory.write');
  IF p_reference_type IS NOT NULL THEN
    PERFORM app.require_allowed('material_history', 'reference_type', p_reference_type);
  END IF;
  PERFORM app.require_reference(p_reference_type, p_reference_id);
  PERFORM app.require_decimals('quantity', p_quantity, 3);
  IF p_quantity IS NULL OR p_quantity <= 0 OR p_quantity = 'NaN' THEN
    RAISE EXCEPTION 'A quantity is above zero, not %.', coalesce(p_quantity::text, 'empty')
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  -- Without fulfilment purchases are known elsewhere, and named by their numbers there.
  IF p_reference_type = 'purchase' AND to_regclass('public.purchase_orders') IS NOT NULL THEN
    RAISE EXCEPTION 'What was bought comes in by its purchase order.'
      USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = 'Call app.receive_goods, which notes it on the order and lowers what is inbound; without one, name no reference.';
  END IF;
  v_change.action_type := 'stock_in';
  v_change.quantity_change := round(p_quantity, 3);
  v_change.idempotency_key := p_key;
  v_change.reference_type := p_reference_type;
  v_change.reference_id := p_reference_id;
  RETURN app.post_material_change(
    app.lock_material_stock(p_material_id, p_material_variant_id, p_warehouse_id), v_change
  );
END
$$;

COMMENT ON FUNCTION app.receive_material(bigint, numeric, text, bigint, bigint, text, bigint) IS
  'Books material that came in. Returns the line of history; the same key again books nothing. Raises 55000 for what was bought where purchase orders are kept. Needs inventory.write.';
