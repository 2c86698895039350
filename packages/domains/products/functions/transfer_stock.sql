-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.transfer_stock(
  p_product_id bigint, p_quantity integer, p_from_warehouse_id bigint, p_to_warehouse_id bigint, p_key text,
  p_product_variant_id bigint DEFAULT NULL, p_reason text DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_from public.stock;
  v_to public.stock;
  v_out public.stock_movement;
  v_in public.stock_movement;
BEGIN
  PERFORM app.require_permission('inventory.write');
  IF p_quantity IS NULL OR p_quantity <= 0 THEN
    RAISE EXCEPTION 'A quantity is above zero, not %.', coalesce(p_quantity::text, 'empty')
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF p_from_warehouse_id = p_to_warehouse_id OR p_from_warehouse_id IS NULL OR p_to_warehouse_id IS NULL THEN
    RAISE EXCEPTION 'A transfer goes from one warehouse to another one.' USING ERRCODE = 'invalid_parameter_value';
  END IF;

  -- The lower warehouse first, whichever way the goods go: two transfers that cross do not block each other.
  IF p_from_warehouse_id < p_to_warehouse_id THEN
    v_from := app.lock_stock(p_product_id, p_product_variant_id, p_from_warehouse_id);
    v_to := app.lock_stock(p_product_id, p_product_variant_id, p_to_warehouse_id);
  ELSE
    v_to := app.lock_stock(p_product_id, p_product_variant_id, p_to_warehouse_id);
    v_from := app.lock_stock(p_product_id, p_product_variant_id, p_from_warehouse_id);
  END IF;
  v_out.stock_id := v_from.id;
  v_out.kind := 'transfer_out';
  v_out.quantity := -p_quantity;
  v_out.idempotency_key := p_key;
  v_out.reason := p_reason;
  v_out.id := app.known_stock_movement(v_out);
  IF v_out.id IS NOT NULL THEN
    IF NOT EXISTS (
      SELECT FROM public.stock_movement m
      WHERE m.tenant_id = v_tenant AND m.counterpart_id = v_out.id AND m.stock_id = v_to.id
    ) THEN
      RAISE EXCEPTION 'The idempotency key has been used for something else.'
        USING ERRCODE = 'unique_violation', DETAIL = format('It booked movement %s.', v_out.id),
        HINT = 'Use a key of its own for each transfer, and repeat a call only as it was.';
    END IF;
    RETURN v_out.id;
  END IF;
  IF (SELECT count(DISTINCT w.currency_code) FROM public.warehouse w
      WHERE w.tenant_id = v_tenant AND w.id IN (p_from_warehouse_id, p_to_warehouse_id)) > 1 THEN
    RAISE EXCEPTION 'The two warehouses value their stock in different currencies.'
      USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = 'Ship from the one and receive in the other, at the cost in its currency.';
  END IF;

  v_out.id := app.post_stock_movement(v_from, v_out);
  -- What left takes its value along, to the last digit; the cost of a piece is rounded.
  SELECT round(m.value_change / m.quantity, 4), -m.value_change INTO v_in.unit_cost, v_in.value_change
  FROM public.stock_movement m WHERE m.tenant_id = v_tenant AND m.id = v_out.id;
  v_in.stock_id := v_to.id;
  v_in.kind := 'transfer_in';
  v_in.quantity := p_quantity;
  v_in.counterpart_id := v_out.id;
  v_in.reason := p_reason;
  PERFORM app.post_stock_movement(v_to, v_in);
  RETURN v_out.id;
END
$$;

COMMENT ON FUNCTION app.transfer_stock(bigint, integer, bigint, bigint, text, bigint, text) IS
  'Books pieces from one warehouse into another with the value that they have, in two movements that belong together; returns the leaving one. The same key again books nothing. Raises 23514 when fewer are available, 55000 between warehouses of different currencies. Needs inventory.write.';
