-- may execute: nobody
CREATE OR REPLACE FUNCTION app.book_case_return(
  p_case_id bigint, p_quantity integer, p_restock boolean, p_warehouse_id bigint, p_key text
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_case public.order_items_after_sales := app.lock_case(p_case_id);
  v_line public.order_items;
  v_for_good boolean := v_case.case_type NOT IN ('repair', 'warranty');
BEGIN
  SELECT * INTO v_line FROM public.order_items i WHERE i.tenant_id = v_tenant AND i.id = v_case.order_item_id;
  IF p_quantity IS NULL OR p_quantity <= 0 THEN
    RAISE EXCEPTION 'A quantity is above zero, not %.', coalesce(p_quantity::text, 'empty')
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  -- A parcel that stands at the door is received, whether somebody has answered the customer or not.
  IF v_case.status NOT IN ('inquiry', 'approved', 'in_transit', 'received') THEN
    RAISE EXCEPTION 'Nothing is received for case %.', p_case_id
      USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = format('It is %s.', v_case.status),
      HINT = 'Goods come back for a case that is open; app.open_case opens another one.';
  END IF;
  IF p_quantity > v_case.quantity - v_case.received_quantity
    OR v_for_good AND p_quantity > v_line.shipped_quantity - v_line.returned_quantity THEN
    RAISE EXCEPTION 'Case % cannot receive % pieces.', p_case_id, p_quantity
      USING ERRCODE = 'check_violation', TABLE = 'order_items_after_sales',
      DETAIL = format('It is about %s, and %s came back.', v_case.quantity, v_case.received_quantity),
      HINT = format('%s are expected.', least(v_case.quantity - v_case.received_quantity,
        v_line.shipped_quantity - v_line.returned_quantity));
  END IF;
  IF p_restock AND (NOT v_for_good OR v_line.supply <> 'stock' OR v_line.product_id IS NULL) THEN
    RAISE EXCEPTION 'What came back in case % does not go into stock.', p_case_id
      USING ERRCODE = 'invalid_parameter_value',
      DETAIL = format('It is a %s of goods that come from: %s.', v_case.case_type, v_line.supply),
      HINT = 'A piece in repair stays the customer''s, and what was made to order is nobody else''s: receive it without.';
  END IF;

  UPDATE public.order_items i SET returned_quantity = i.returned_quantity + p_quantity
  WHERE v_for_good AND i.tenant_id = v_tenant AND i.id = v_line.id;
  UPDATE public.order_items_after_sales c
  SET received_quantity = c.received_quantity + p_quantity,
    restocked_quantity = c.restocked_quantity + CASE WHEN p_restock THEN p_quantity ELSE 0 END,
    received_date = coalesce(c.received_date, greatest((now() AT TIME ZONE 'UTC')::date, c.inquiry_date)),
    status = 'received', status_note = NULL, updated_by = app.current_user_id()
  WHERE c.tenant_id = v_tenant AND c.id = p_case_id;
  RETURN CASE WHEN p_restock THEN app.restock_line(v_line, p_quantity, p_warehouse_id, p_key) END;
END
$$;

COMMENT ON FUNCTION app.book_case_return(bigint, integer, boolean, bigint, text) IS
  'Notes that pieces of a case came back, on the case and, where they came for good, on the line; with p_restock they go into stock (a receipt for the return of the customer), and the movement is returned, else nothing. Raises 23514 for more than the case is about, 55000, 22023, P0002. Not for callers: it asks for no permission, and a repeated key is refused with 23505.';
