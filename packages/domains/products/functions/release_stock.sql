-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.release_stock(p_reservation_id bigint, p_reason text DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_reservation public.stock_reservation;
BEGIN
  PERFORM app.require_permission('inventory.write');
  v_reservation := app.lock_stock_reservation(p_reservation_id);
  PERFORM app.require_no_order_line(v_reservation.source_key);
  IF v_reservation.status = 'shipped' THEN
    RAISE EXCEPTION 'Reservation % has been shipped.', p_reservation_id
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Goods that come back are received.';
  END IF;
  IF v_reservation.status <> 'open' THEN
    RETURN false;
  END IF;
  PERFORM app.give_back_stock(v_reservation, v_reservation.open_quantity, p_reason);
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.release_stock(bigint, text) IS
  'Gives back what a reservation still keeps; false when nothing was kept any more. Raises 55000 when all of it has been shipped, or it is kept for an order line. Needs inventory.write.';
