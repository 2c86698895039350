-- may execute: nobody
CREATE OR REPLACE FUNCTION app.expire_stock_reservations(p_stock_ids bigint[]) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_count integer;
BEGIN
  WITH lapsed AS (
    UPDATE public.stock_reservation r
    SET status = 'expired', closed_at = now()
    WHERE r.tenant_id = v_tenant AND r.stock_id = ANY (p_stock_ids) AND r.status = 'open' AND r.reserved_until <= now()
    RETURNING r.stock_id, r.quantity - r.shipped_quantity AS quantity
  ), given_back AS (
    UPDATE public.stock s
    SET reserved = s.reserved - l.quantity
    FROM (SELECT stock_id, sum(quantity) AS quantity FROM lapsed GROUP BY stock_id) l
    WHERE s.tenant_id = v_tenant AND s.id = l.stock_id
  )
  SELECT count(*) INTO v_count FROM lapsed;
  RETURN v_count;
END
$$;

COMMENT ON FUNCTION app.expire_stock_reservations(bigint[]) IS
  'Gives back what is kept in the given stocks by reservations whose time is up; the caller holds the locks of these stocks. Returns how many lapsed. Not for callers: it asks for no permission.';
