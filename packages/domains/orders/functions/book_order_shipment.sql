-- may execute: nobody
CREATE OR REPLACE FUNCTION app.book_order_shipment(
  p_order public.orders, p_lines jsonb, p_warehouse_id bigint, p_key text
) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_order public.orders;
  v_line record;
BEGIN
  PERFORM app.require_idempotency_key(p_key);
  -- It may have moved since the caller locked it, by an earlier parcel of the same transaction.
  SELECT * INTO v_order FROM public.orders o WHERE o.tenant_id = v_tenant AND o.id = p_order.id;
  IF v_order.status NOT IN ('confirmed', 'processing') THEN
    RAISE EXCEPTION 'Nothing is sent of order %.', v_order.id
      USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = format('It is %s.', v_order.status),
      HINT = 'Goods leave while an order is confirmed or processing; app.transition_order moves it.';
  END IF;
  PERFORM app.lock_order_stock(ARRAY[v_order.id], p_warehouse_id);
  FOR v_line IN
    SELECT l.order_item_id, l.quantity, i.supply, i.quantity - i.shipped_quantity AS open, i.quantity AS ordered
    FROM app.read_order_pieces(v_order.id, p_lines) l
    JOIN public.order_items i ON i.tenant_id = v_tenant AND i.id = l.order_item_id
    ORDER BY l.order_item_id
  LOOP
    IF v_line.supply = 'none' THEN
      RAISE EXCEPTION 'Line % has nothing to send.', v_line.order_item_id
        USING ERRCODE = 'invalid_parameter_value', HINT = 'It sells no product of the catalog: leave it out.';
    END IF;
    IF v_line.quantity > v_line.open THEN
      RAISE EXCEPTION 'Line % cannot send % pieces.', v_line.order_item_id, v_line.quantity
        USING ERRCODE = 'check_violation', TABLE = 'order_items',
        DETAIL = format('Of %s ordered %s have left.', v_line.ordered, v_line.ordered - v_line.open),
        HINT = format('%s are still to be sent.', v_line.open);
    END IF;
    PERFORM app.ship_order_line(v_line.order_item_id, v_line.quantity, p_warehouse_id, p_key);
  END LOOP;
  IF v_order.status = 'confirmed' THEN
    PERFORM app.move_order(v_order.id, 'processing');
  END IF;
  IF NOT EXISTS (
    SELECT FROM public.order_items i
    WHERE i.tenant_id = v_tenant AND i.order_id = v_order.id AND i.supply <> 'none' AND i.shipped_quantity < i.quantity
  ) THEN
    -- What was kept beyond the pieces of the lines.
    PERFORM app.release_order_stock(ARRAY[v_order.id], 'The order has been shipped.');
    PERFORM app.move_order(v_order.id, 'shipped');
  END IF;
END
$$;

COMMENT ON FUNCTION app.book_order_shipment(public.orders, jsonb, bigint, text) IS
  'Books that pieces of an order which the caller has locked have left, from a warehouse or from where they are kept, and moves the order along: to processing, to shipped when all have left. Lines: [{"order_item_id": 7, "quantity": 2}]. Raises 23514 for more than ordered or than there is, 55000, 22023, P0002. Not for callers: it asks for no permission, and a repeated key is refused with 23505.';
