-- may execute: nobody
CREATE OR REPLACE FUNCTION app.require_order_pieces(p_order_id bigint, p_to text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_lines text;
BEGIN
  IF p_to NOT IN ('shipped', 'delivered', 'cancelled') THEN
    RETURN;
  END IF;
  SELECT string_agg(format('line %s: %s of %s have left, %s arrived',
    i.id, i.shipped_quantity, i.quantity, i.delivered_quantity), '; ' ORDER BY i.id) INTO v_lines
  FROM public.order_items i
  WHERE i.tenant_id = v_tenant AND i.order_id = p_order_id AND i.supply <> 'none' AND CASE p_to
    WHEN 'shipped' THEN i.shipped_quantity < i.quantity
    WHEN 'delivered' THEN i.delivered_quantity < i.quantity
    ELSE i.shipped_quantity > 0
  END;
  IF v_lines IS NOT NULL THEN
    RAISE EXCEPTION 'The goods of order % say otherwise than %.', p_order_id, p_to
      USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = v_lines || '.',
      HINT = CASE p_to
        WHEN 'shipped' THEN 'Call app.ship_order, which moves the order when all have left.'
        WHEN 'delivered' THEN 'Call app.record_tracking_event, which moves the order when all have arrived.'
        ELSE 'What has left comes back by an after-sales case: app.open_case.'
      END;
  END IF;
END
$$;

COMMENT ON FUNCTION app.require_order_pieces(bigint, text) IS
  'Raises 55000 where an order would be called shipped, delivered or cancelled and the pieces of its lines say otherwise. Not for callers.';
