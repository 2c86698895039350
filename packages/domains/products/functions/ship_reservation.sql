-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.ship_reservation(
  p_reservation_id bigint, p_key text, p_quantity integer DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_reservation public.stock_reservation;
  v_movement public.stock_movement;
  v_quantity integer;
BEGIN
  PERFORM app.require_permission('inventory.write');
  v_reservation := app.lock_stock_reservation(p_reservation_id);
  PERFORM app.require_no_order_line(v_reservation.source_key);

  -- The whole rest is not the same number in a repeated call: then the key alone says that it has been done.
  IF p_quantity IS NULL THEN
    SELECT -m.quantity INTO v_quantity FROM public.stock_movement m
    WHERE m.tenant_id = v_tenant AND m.idempotency_key = p_key AND m.reservation_id = p_reservation_id;
  END IF;
  v_quantity := coalesce(p_quantity, v_quantity, v_reservation.open_quantity);
  -- Without orders they are known elsewhere, and named by their numbers there.
  IF v_reservation.source_type = 'sales_order' AND to_regclass('public.orders') IS NOT NULL THEN
    RAISE EXCEPTION 'What an order sells leaves by its order.'
      USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = 'Give it back by app.release_stock, and call app.ship_order, which notes it on the lines too.';
  END IF;
  v_movement.stock_id := v_reservation.stock_id;
  v_movement.kind := 'shipment';
  v_movement.quantity := -v_quantity;
  v_movement.reservation_id := p_reservation_id;
  v_movement.idempotency_key := p_key;
  v_movement.source_type := CASE WHEN v_reservation.source_type IN ('sales_order', 'production_order', 'transfer_order')
    THEN v_reservation.source_type END;
  v_movement.source_id := CASE WHEN v_movement.source_type IS NOT NULL THEN v_reservation.source_id END;
  v_movement.id := app.known_stock_movement(v_movement);
  IF v_movement.id IS NOT NULL THEN
    RETURN v_movement.id;
  END IF;

  IF v_reservation.status <> 'open' THEN
    RAISE EXCEPTION 'Reservation % is not open.', p_reservation_id
      USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = format('It is %s.', v_reservation.status);
  END IF;
  IF v_quantity <= 0 OR v_quantity > v_reservation.open_quantity THEN
    RAISE EXCEPTION 'Reservation % does not keep % pieces.', p_reservation_id, v_quantity
      USING ERRCODE = 'check_violation', DETAIL = format('It keeps %s.', v_reservation.open_quantity);
  END IF;
  RETURN app.ship_held_stock(v_reservation, v_movement);
END
$$;

COMMENT ON FUNCTION app.ship_reservation(bigint, text, integer) IS
  'Books that reserved pieces have left, all that is still kept or some of it, and returns the movement; the same key again books nothing. A reservation whose time is up can be shipped until it is closed. Raises 55000 when it is not open or kept for an order line, 23514 when it keeps fewer. Needs inventory.write.';
