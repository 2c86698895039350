-- may execute: nobody
CREATE OR REPLACE FUNCTION app.release_order_stock(p_order_ids bigint[], p_reason text) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_reservation public.stock_reservation;
  v_pieces integer := 0;
BEGIN
  PERFORM FROM public.stock s
  WHERE s.tenant_id = v_tenant AND s.id IN (
    SELECT r.stock_id FROM public.stock_reservation r
    WHERE r.tenant_id = v_tenant AND r.source_type = 'sales_order' AND r.source_id = ANY (p_order_ids)
      AND r.status = 'open')
  ORDER BY s.product_id, s.product_variant_id, s.warehouse_id FOR NO KEY UPDATE;
  FOR v_reservation IN
    SELECT * FROM public.stock_reservation r
    WHERE r.tenant_id = v_tenant AND r.source_type = 'sales_order' AND r.source_id = ANY (p_order_ids)
      AND r.status = 'open' AND app.line_of_reservation(r.source_key) IS NOT NULL
    ORDER BY r.id
  LOOP
    PERFORM app.give_back_stock(v_reservation, v_reservation.open_quantity, p_reason);
    v_pieces := v_pieces + v_reservation.open_quantity;
  END LOOP;
  RETURN v_pieces;
END
$$;

COMMENT ON FUNCTION app.release_order_stock(bigint[], text) IS
  'Gives back what stock keeps for orders that the caller has locked and that do not want it any more; returns how many pieces. Not for callers: it asks for no permission.';
