-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.release_stock(p_reservation_id bigint, p_reason text DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_reservation public.stock_reservation;
BEGIN
  PERFORM app.require_permission('inventory.write');
  v_reservation := app.lock_stock_reservation(p_reservation_id);
  IF v_reservation.status = 'shipped' THEN
    RAISE EXCEPTION 'Reservation % has been shipped.', p_reservation_id
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Goods that come back are received.';
  END IF;
  IF v_reservation.status <> 'open' THEN
    RETURN false;
  END IF;
  UPDATE public.stock_reservation r
  SET status = 'released', closed_at = now(), reason = p_reason
  WHERE r.tenant_id = v_tenant AND r.id = p_reservation_id;
  UPDATE public.stock s
  SET reserved = s.reserved - v_reservation.open_quantity
  WHERE s.tenant_id = v_tenant AND s.id = v_reservation.stock_id;
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.release_stock(bigint, text) IS
  'Gives back what a reservation still keeps; false when nothing was kept any more. Raises 55000 when all of it has been shipped. Needs inventory.write.';
