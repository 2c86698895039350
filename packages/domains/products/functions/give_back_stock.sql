-- may execute: nobody
CREATE OR REPLACE FUNCTION app.give_back_stock(
  p_reservation public.stock_reservation, p_quantity integer, p_reason text
) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF p_quantity = p_reservation.open_quantity THEN
    UPDATE public.stock_reservation r SET status = 'released', closed_at = greatest(now(), r.created_at), reason = p_reason
    WHERE r.tenant_id = p_reservation.tenant_id AND r.id = p_reservation.id;
  ELSE
    UPDATE public.stock_reservation r SET quantity = r.quantity - p_quantity
    WHERE r.tenant_id = p_reservation.tenant_id AND r.id = p_reservation.id;
  END IF;
  UPDATE public.stock s SET reserved = s.reserved - p_quantity
  WHERE s.tenant_id = p_reservation.tenant_id AND s.id = p_reservation.stock_id;
END
$$;

COMMENT ON FUNCTION app.give_back_stock(public.stock_reservation, integer, text) IS
  'Gives back pieces of an open reservation, all or some, whose stock the caller holds the lock of. Not for callers: it asks for no permission.';
