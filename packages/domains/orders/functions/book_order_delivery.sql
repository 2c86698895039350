-- may execute: nobody
CREATE OR REPLACE FUNCTION app.book_order_delivery(p_order public.orders, p_lines jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_line record;
BEGIN
  PERFORM FROM public.order_items i WHERE i.tenant_id = v_tenant AND i.order_id = p_order.id
  ORDER BY i.id FOR NO KEY UPDATE;
  FOR v_line IN
    SELECT l.order_item_id, l.quantity, i.shipped_quantity, i.shipped_quantity - i.delivered_quantity AS under_way
    FROM app.read_order_pieces(p_order.id, p_lines) l
    JOIN public.order_items i ON i.tenant_id = v_tenant AND i.id = l.order_item_id
    ORDER BY l.order_item_id
  LOOP
    IF v_line.quantity > v_line.under_way THEN
      RAISE EXCEPTION 'Line % cannot deliver % pieces.', v_line.order_item_id, v_line.quantity
        USING ERRCODE = 'check_violation', TABLE = 'order_items',
        DETAIL = format('Of %s that have left %s have arrived.', v_line.shipped_quantity,
          v_line.shipped_quantity - v_line.under_way),
        HINT = format('%s are under way.', v_line.under_way);
    END IF;
    UPDATE public.order_items i SET delivered_quantity = i.delivered_quantity + v_line.quantity
    WHERE i.tenant_id = v_tenant AND i.id = v_line.order_item_id;
  END LOOP;
  IF EXISTS (
    SELECT FROM public.orders o WHERE o.tenant_id = v_tenant AND o.id = p_order.id AND o.status = 'shipped'
  ) AND NOT EXISTS (
    SELECT FROM public.order_items i
    WHERE i.tenant_id = v_tenant AND i.order_id = p_order.id AND i.supply <> 'none' AND i.delivered_quantity < i.quantity
  ) THEN
    PERFORM app.move_order(p_order.id, 'delivered');
  END IF;
END
$$;

COMMENT ON FUNCTION app.book_order_delivery(public.orders, jsonb) IS
  'Notes that pieces of an order which the caller has locked have arrived, and moves a shipped order to delivered when all have. Lines: [{"order_item_id": 7, "quantity": 2}]. Raises 23514 for more than are under way, 22023, P0002. Not for callers: it asks for no permission.';
