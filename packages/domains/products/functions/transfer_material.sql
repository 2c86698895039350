-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.transfer_material(
  p_material_id bigint, p_quantity numeric, p_from_warehouse_id bigint, p_to_warehouse_id bigint, p_key text,
  p_material_variant_id bigint DEFAULT NULL, p_reason text DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_from public.material_stock;
  v_to public.material_stock;
  v_change public.material_history;
  v_out bigint;
  v_arrived bigint;
BEGIN
  PERFORM app.require_permission('inventory.write');
  PERFORM app.require_decimals('quantity', p_quantity, 3);
  IF p_quantity IS NULL OR p_quantity <= 0 OR p_quantity = 'NaN' THEN
    RAISE EXCEPTION 'A quantity is above zero, not %.', coalesce(p_quantity::text, 'empty')
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF p_from_warehouse_id = p_to_warehouse_id OR p_from_warehouse_id IS NULL OR p_to_warehouse_id IS NULL THEN
    RAISE EXCEPTION 'A transfer goes from one warehouse to another one.' USING ERRCODE = 'invalid_parameter_value';
  END IF;

  -- The lower warehouse first, whichever way the goods go: two transfers that cross do not block each other.
  IF p_from_warehouse_id < p_to_warehouse_id THEN
    v_from := app.lock_material_stock(p_material_id, p_material_variant_id, p_from_warehouse_id);
    v_to := app.lock_material_stock(p_material_id, p_material_variant_id, p_to_warehouse_id);
  ELSE
    v_to := app.lock_material_stock(p_material_id, p_material_variant_id, p_to_warehouse_id);
    v_from := app.lock_material_stock(p_material_id, p_material_variant_id, p_from_warehouse_id);
  END IF;
  v_change.action_type := 'transfer';
  v_change.quantity_change := -round(p_quantity, 3);
  v_change.idempotency_key := p_key;
  v_change.notes := p_reason;
  v_out := app.post_material_change(v_from, v_change);
  SELECT h.material_stock_id INTO v_arrived FROM public.material_history h
  WHERE h.tenant_id = v_tenant AND h.counterpart_id = v_out;
  IF v_arrived <> v_to.id THEN
    RAISE EXCEPTION 'The idempotency key has been used for something else.'
      USING ERRCODE = 'unique_violation', DETAIL = format('It booked line %s of the history.', v_out),
      HINT = 'Use a key of its own for each transfer, and repeat a call only as it was.';
  END IF;
  IF v_arrived IS NULL THEN
    v_change.quantity_change := round(p_quantity, 3);
    v_change.idempotency_key := NULL;
    v_change.counterpart_id := v_out;
    PERFORM app.post_material_change(v_to, v_change);
  END IF;
  RETURN v_out;
END
$$;

COMMENT ON FUNCTION app.transfer_material(bigint, numeric, bigint, bigint, text, bigint, text) IS
  'Books material from one warehouse into another, in two lines of history that belong together; returns the leaving one. The same key again books nothing. Raises 23514 when less is available. Needs inventory.write.';
