-- may execute: nobody
CREATE OR REPLACE FUNCTION app.ship_held_stock(
  p_reservation public.stock_reservation, p_movement public.stock_movement
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_all boolean := -p_movement.quantity = p_reservation.open_quantity;
  v_stock public.stock;
BEGIN
  UPDATE public.stock_reservation r
  SET shipped_quantity = r.shipped_quantity - p_movement.quantity,
    status = CASE WHEN v_all THEN 'shipped' ELSE 'open' END, closed_at = CASE WHEN v_all THEN greatest(now(), r.created_at) END
  WHERE r.tenant_id = p_reservation.tenant_id AND r.id = p_reservation.id;
  SELECT * INTO v_stock FROM public.stock s
  WHERE s.tenant_id = p_reservation.tenant_id AND s.id = p_reservation.stock_id;
  v_stock.reserved := v_stock.reserved + p_movement.quantity;
  RETURN app.post_stock_movement(v_stock, p_movement);
END
$$;

COMMENT ON FUNCTION app.ship_held_stock(public.stock_reservation, public.stock_movement) IS
  'Books that pieces of an open reservation have left, all or some, whose stock the caller holds the lock of; returns the movement. Not for callers: it asks for no permission.';
