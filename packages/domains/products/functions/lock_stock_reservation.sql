-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lock_stock_reservation(p_reservation_id bigint) RETURNS public.stock_reservation
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_reservation public.stock_reservation;
BEGIN
  SELECT * INTO v_reservation FROM public.stock_reservation r WHERE r.tenant_id = v_tenant AND r.id = p_reservation_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no reservation %.', p_reservation_id USING ERRCODE = 'no_data_found';
  END IF;
  -- The lock of the stock guards its reservations as well; read again what may have changed meanwhile.
  PERFORM FROM public.stock s WHERE s.tenant_id = v_tenant AND s.id = v_reservation.stock_id FOR NO KEY UPDATE;
  SELECT * INTO v_reservation FROM public.stock_reservation r WHERE r.tenant_id = v_tenant AND r.id = p_reservation_id;
  RETURN v_reservation;
END
$$;

COMMENT ON FUNCTION app.lock_stock_reservation(bigint) IS
  'Finds a reservation and locks its stock, in the order of locks that all functions of stock keep. Not for callers: it asks for no permission.';
