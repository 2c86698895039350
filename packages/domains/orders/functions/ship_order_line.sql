-- may execute: nobody
CREATE OR REPLACE FUNCTION app.ship_order_line(
  p_order_item_id bigint, p_quantity integer, p_warehouse_id bigint, p_key text
) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_line public.order_items;
  v_held integer;
  v_part record;
  v_reservation public.stock_reservation;
BEGIN
  SELECT * INTO v_line FROM public.order_items i WHERE i.tenant_id = v_tenant AND i.id = p_order_item_id;
  v_held := least(p_quantity, v_line.reserved_quantity);
  IF v_line.supply = 'stock' AND v_line.product_id IS NOT NULL THEN
    -- What is kept says what a set contained when it was kept; the catalog says it for the rest.
    FOR v_part IN
      SELECT k.product_id, k.product_variant_id, coalesce(sum(k.held), 0)::integer AS held,
        coalesce(sum(k.loose), 0)::integer AS loose
      FROM (
        SELECT s.product_id, s.product_variant_id,
          sum(r.open_quantity) * v_held / nullif(v_line.reserved_quantity, 0) AS held, NULL::bigint AS loose
        FROM public.stock_reservation r JOIN public.stock s ON s.tenant_id = r.tenant_id AND s.id = r.stock_id
        WHERE r.tenant_id = v_tenant AND r.source_type = 'sales_order' AND r.source_id = v_line.order_id
          AND r.status = 'open' AND app.line_of_reservation(r.source_key) = v_line.id
        GROUP BY s.product_id, s.product_variant_id
        UNION ALL
        SELECT p.product_id, p.product_variant_id, NULL, p.pieces * (p_quantity - v_held)
        FROM app.sold_parts(v_line.product_id, v_line.product_variant_id) p
      ) k
      GROUP BY k.product_id, k.product_variant_id
      ORDER BY k.product_id, k.product_variant_id
    LOOP
      PERFORM app.ship_line_part(
        v_line, v_part.product_id, v_part.product_variant_id, v_part.held, v_part.loose, p_warehouse_id,
        format('%s/line:%s/product:%s', p_key, v_line.id, v_part.product_id));
    END LOOP;
  END IF;
  UPDATE public.order_items i
  SET shipped_quantity = i.shipped_quantity + p_quantity, reserved_quantity = i.reserved_quantity - v_held
  WHERE i.tenant_id = v_tenant AND i.id = v_line.id;
END
$$;

COMMENT ON FUNCTION app.ship_order_line(bigint, integer, bigint, text) IS
  'Books that pieces of a line have left, and notes it on the line. The caller holds the locks and has looked that so many are still to be sent. Not for callers.';
