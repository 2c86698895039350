-- may execute: nobody
CREATE OR REPLACE FUNCTION app.ship_line_part(
  p_line public.order_items, p_product_id bigint, p_product_variant_id bigint, p_held integer, p_loose integer,
  p_warehouse_id bigint, p_key text
) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_reservation public.stock_reservation;
  v_movement public.stock_movement;
  v_left integer := p_held;
  v_loose integer := p_loose;
  v_take integer;
  v_number integer := 0;
BEGIN
  v_movement.kind := 'shipment';
  v_movement.source_type := 'sales_order';
  v_movement.source_id := p_line.order_id;
  FOR v_reservation IN
    SELECT r.* FROM public.stock_reservation r JOIN public.stock s ON s.tenant_id = r.tenant_id AND s.id = r.stock_id
    WHERE r.tenant_id = v_tenant AND r.source_type = 'sales_order' AND r.source_id = p_line.order_id
      AND r.status = 'open' AND app.line_of_reservation(r.source_key) = p_line.id
      AND s.product_id = p_product_id AND s.product_variant_id IS NOT DISTINCT FROM p_product_variant_id
    ORDER BY s.warehouse_id = p_warehouse_id DESC, r.id
  LOOP
    EXIT WHEN v_left = 0;
    v_take := least(v_left, v_reservation.open_quantity);
    v_left := v_left - v_take;
    IF p_warehouse_id IS NULL OR EXISTS (
      SELECT FROM public.stock s
      WHERE s.tenant_id = v_tenant AND s.id = v_reservation.stock_id AND s.warehouse_id = p_warehouse_id
    ) THEN
      v_movement.stock_id := v_reservation.stock_id;
      v_movement.quantity := -v_take;
      v_movement.reservation_id := v_reservation.id;
      v_movement.idempotency_key := p_key || '/' || v_number;
      v_number := v_number + 1;
      PERFORM app.ship_held_stock(v_reservation, v_movement);
    ELSE
      -- Kept elsewhere: given back there, and taken from where the parcel leaves.
      PERFORM app.give_back_stock(v_reservation, v_take, 'The pieces left from another warehouse.');
      v_loose := v_loose + v_take;
    END IF;
  END LOOP;
  v_loose := v_loose + v_left;
  IF v_loose > 0 THEN
    v_movement.quantity := -v_loose;
    v_movement.reservation_id := NULL;
    v_movement.idempotency_key := p_key || '/' || v_number;
    PERFORM app.book_stock(p_product_id, p_product_variant_id, p_warehouse_id, v_movement);
  END IF;
END
$$;

COMMENT ON FUNCTION app.ship_line_part(public.order_items, bigint, bigint, integer, integer, bigint, text) IS
  'Books that pieces of a product have left for a line: those kept for it, and those that nobody had kept. The caller holds the locks. Not for callers.';
