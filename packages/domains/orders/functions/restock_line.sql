-- may execute: nobody
CREATE OR REPLACE FUNCTION app.restock_line(
  p_line public.order_items, p_quantity integer, p_warehouse_id bigint, p_key text
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_part record;
  v_movement public.stock_movement;
  v_id bigint;
  v_first bigint;
BEGIN
  v_movement.kind := 'receipt';
  v_movement.source_type := 'customer_return';
  v_movement.source_id := p_line.order_id;
  FOR v_part IN
    SELECT p.product_id, p.product_variant_id, p.pieces, (
      -- At what it had cost when it left.
      SELECT round(sum(m.value_change) / sum(m.quantity), 4)
      FROM public.stock_movement m JOIN public.stock s ON s.tenant_id = m.tenant_id AND s.id = m.stock_id
      WHERE m.tenant_id = v_tenant AND m.source_type = 'sales_order' AND m.source_id = p_line.order_id
        AND s.product_id = p.product_id AND s.product_variant_id IS NOT DISTINCT FROM p.product_variant_id
    ) AS cost
    FROM app.sold_parts(p_line.product_id, p_line.product_variant_id) p
    ORDER BY p.product_id, p.product_variant_id
  LOOP
    v_movement.quantity := (p_quantity * v_part.pieces)::integer;
    v_movement.unit_cost := CASE WHEN v_part.cost >= 0 THEN v_part.cost END;
    v_movement.idempotency_key := format('%s/line:%s/product:%s', p_key, p_line.id, v_part.product_id);
    v_id := app.book_stock(v_part.product_id, v_part.product_variant_id, p_warehouse_id, v_movement);
    v_first := coalesce(v_first, v_id);
  END LOOP;
  RETURN v_first;
END
$$;

COMMENT ON FUNCTION app.restock_line(public.order_items, integer, bigint, text) IS
  'Books in what came back of a line, of a set what it contains, at what it had cost when it left; returns the (first) movement. Not for callers.';
