-- may execute: nobody
CREATE OR REPLACE FUNCTION app.hold_stock(p_stock_id bigint, p_reservation public.stock_reservation) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_id bigint;
BEGIN
  INSERT INTO public.stock_reservation (
    tenant_id, stock_id, quantity, source_key, source_type, source_id, reserved_until, created_by
  )
  VALUES (
    v_tenant, p_stock_id, p_reservation.quantity, p_reservation.source_key, p_reservation.source_type,
    p_reservation.source_id, p_reservation.reserved_until, app.current_user_id()
  )
  ON CONFLICT (tenant_id, source_key) DO NOTHING
  RETURNING id INTO v_id;
  IF v_id IS NULL THEN
    -- The lock of the stock keeps calls for the same one apart: this key has reserved another one a moment ago.
    RAISE EXCEPTION 'There is a reservation for % already, of something else.', p_reservation.source_key
      USING ERRCODE = 'unique_violation', DETAIL = format('It is reservation %s.', (
        SELECT r.id FROM public.stock_reservation r
        WHERE r.tenant_id = v_tenant AND r.source_key = p_reservation.source_key)),
      HINT = 'Release it, and reserve with a key of its own.';
  END IF;
  UPDATE public.stock s SET reserved = s.reserved + p_reservation.quantity
  WHERE s.tenant_id = v_tenant AND s.id = p_stock_id;
  RETURN v_id;
END
$$;

COMMENT ON FUNCTION app.hold_stock(bigint, public.stock_reservation) IS
  'Keeps pieces in a stock that the caller holds the lock of, whose availability it has looked at, and returns the reservation. Not for callers: it asks for no permission.';
