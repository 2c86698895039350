-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.allocate_backorders(p_product_id bigint DEFAULT NULL, p_limit integer DEFAULT 100)
RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_orders bigint[];
  v_order bigint;
  v_pieces integer := 0;
BEGIN
  PERFORM app.require_one_permission('inventory.write', 'orders.write');
  SELECT array_agg(w.id ORDER BY w.ordered_at, w.id) INTO v_orders
  FROM (
    SELECT o.id, o.ordered_at FROM public.orders o
    WHERE o.tenant_id = v_tenant AND o.deleted_at IS NULL AND EXISTS (
      SELECT FROM public.order_items i
      WHERE i.tenant_id = v_tenant AND i.order_id = o.id AND i.status = 'backordered' AND i.product_id IS NOT NULL
        AND app.free_line_units(i) > 0
        AND (p_product_id IS NULL OR p_product_id IN (
          SELECT p.product_id FROM app.sold_parts(i.product_id, i.product_variant_id) p)))
    ORDER BY o.ordered_at, o.id LIMIT p_limit
  ) w;
  IF v_orders IS NULL THEN
    RETURN 0;
  END IF;
  -- All customers and orders, then all stock, in the order of locks; pieces go to the oldest order first.
  PERFORM app.lock_orders(array_fill(v_tenant, ARRAY[cardinality(v_orders)]), v_orders);
  PERFORM app.lock_order_stock(v_orders);
  FOREACH v_order IN ARRAY v_orders LOOP
    IF EXISTS (
      SELECT FROM public.orders o
      WHERE o.tenant_id = v_tenant AND o.id = v_order AND o.status IN ('pending', 'confirmed', 'processing', 'on_hold')
    ) THEN
      v_pieces := v_pieces + app.reserve_order_lines(v_order, false);
    END IF;
  END LOOP;
  RETURN v_pieces;
END
$$;

COMMENT ON FUNCTION app.allocate_backorders(bigint, integer) IS
  'Keeps stock that has arrived for lines that wait, of the p_limit oldest orders, of one product when it is named; the oldest order comes first. Returns how many pieces. To be called after goods came in, or by a job. Needs inventory.write or orders.write.';
