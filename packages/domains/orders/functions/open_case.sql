-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.open_case(
  p_order_item_id bigint, p_case_type text, p_quantity integer, p_key text, p_reason text DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_line public.order_items;
  v_known public.order_items_after_sales;
  v_in_cases bigint;
  v_id bigint;
BEGIN
  PERFORM app.require_permission('orders.write');
  PERFORM app.require_idempotency_key(p_key);
  IF p_quantity IS NULL OR p_quantity <= 0 THEN
    RAISE EXCEPTION 'A quantity is above zero, not %.', coalesce(p_quantity::text, 'empty')
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  PERFORM app.require_allowed('order_items_after_sales', 'case_type', p_case_type);
  SELECT * INTO v_line FROM public.order_items i WHERE i.tenant_id = v_tenant AND i.id = p_order_item_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no order line %.', p_order_item_id USING ERRCODE = 'no_data_found';
  END IF;
  PERFORM app.lock_order(v_line.order_id);
  SELECT * INTO v_line FROM public.order_items i
  WHERE i.tenant_id = v_tenant AND i.id = p_order_item_id FOR NO KEY UPDATE;

  SELECT * INTO v_known FROM public.order_items_after_sales c WHERE c.tenant_id = v_tenant AND c.opening_key = p_key;
  IF FOUND THEN
    IF (v_known.order_item_id, v_known.case_type, v_known.quantity)
      IS DISTINCT FROM (p_order_item_id, p_case_type, p_quantity) THEN
      RAISE EXCEPTION 'The idempotency key has been used for something else.'
        USING ERRCODE = 'unique_violation', DETAIL = format('It opened case %s.', v_known.id),
        HINT = 'Use a key of its own for each case, and repeat a call only as it was.';
    END IF;
    RETURN v_known.id;
  END IF;

  v_in_cases := app.pieces_in_cases(p_order_item_id);
  IF p_quantity > v_line.shipped_quantity - v_line.returned_quantity - v_in_cases THEN
    RAISE EXCEPTION 'Line % cannot have a case on % pieces.', p_order_item_id, p_quantity
      USING ERRCODE = 'check_violation', TABLE = 'order_items_after_sales',
      DETAIL = format('%s have left, %s came back, %s are in other cases.', v_line.shipped_quantity,
        v_line.returned_quantity, v_in_cases),
      HINT = format('A case on %s can be opened.',
        greatest(v_line.shipped_quantity - v_line.returned_quantity - v_in_cases, 0));
  END IF;
  INSERT INTO public.order_items_after_sales (
    tenant_id, order_id, order_item_id, case_type, quantity, reason, inquiry_date, opening_key, created_by, updated_by
  )
  VALUES (
    v_tenant, v_line.order_id, v_line.id, p_case_type, p_quantity, p_reason, (now() AT TIME ZONE 'UTC')::date, p_key,
    app.current_user_id(), app.current_user_id()
  )
  ON CONFLICT (tenant_id, opening_key) WHERE opening_key IS NOT NULL DO NOTHING
  RETURNING id INTO v_id;
  IF v_id IS NULL THEN
    -- The lock of the order keeps calls for the same one apart: this key was used for another one a moment ago.
    RAISE EXCEPTION 'The idempotency key has been used for something else.'
      USING ERRCODE = 'unique_violation', HINT = 'Use a key of its own for each case.';
  END IF;
  RETURN v_id;
END
$$;

COMMENT ON FUNCTION app.open_case(bigint, text, integer, text, text) IS
  'Opens an after-sales case (return, repair, exchange, refund, warranty) on pieces of a line and returns it; the same key again returns it. Needs orders.write. Raises 23514 for more pieces than left, less those that came back or are in other cases, P0002, 22023, 23505.';
