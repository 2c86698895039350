-- may execute: nobody
CREATE OR REPLACE FUNCTION app.reserve_order_lines(p_order_id bigint, p_placing boolean) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_line public.order_items;
  v_part record;
  v_policy text;
  v_open integer;
  v_free bigint;
  v_beyond boolean;
  v_short text[] := '{}';
  v_reserved integer := 0;
BEGIN
  FOR v_line IN
    SELECT * FROM public.order_items i
    WHERE i.tenant_id = v_tenant AND i.order_id = p_order_id AND i.supply = 'stock' AND i.product_id IS NOT NULL
      AND i.reserved_quantity + i.shipped_quantity < i.quantity
    ORDER BY i.id
  LOOP
    v_policy := CASE WHEN p_placing THEN app.stock_policy(v_line.product_id) ELSE 'backorder' END;
    v_open := v_line.quantity - v_line.reserved_quantity - v_line.shipped_quantity;
    v_free := app.free_line_units(v_line);
    v_beyond := v_policy = 'allow' AND EXISTS (
      SELECT FROM public.warehouse w
      WHERE w.tenant_id = v_tenant AND w.is_default AND w.status = 'active' AND w.allow_backorder);
    IF v_policy = 'refuse' AND v_free < v_open THEN
      v_short := v_short || format('%s: %s wanted, %s available', coalesce(v_line.sku, v_line.product_name), v_open, v_free);
      CONTINUE;
    END IF;
    IF NOT v_beyond THEN
      v_open := least(v_open, v_free);
    END IF;
    CONTINUE WHEN v_open = 0;
    FOR v_part IN SELECT * FROM app.sold_parts(v_line.product_id, v_line.product_variant_id) p
      ORDER BY p.product_id, p.product_variant_id
    LOOP
      PERFORM app.hold_line_part(
        v_line, v_part.product_id, v_part.product_variant_id, (v_open * v_part.pieces)::integer, v_beyond);
    END LOOP;
    UPDATE public.order_items i SET reserved_quantity = i.reserved_quantity + v_open, order_stage = 'placed'
    WHERE i.tenant_id = v_tenant AND i.id = v_line.id;
    v_reserved := v_reserved + v_open;
  END LOOP;
  IF v_short <> '{}' THEN
    RAISE EXCEPTION 'Order % cannot be placed: % of its lines are short.', p_order_id, cardinality(v_short)
      USING ERRCODE = 'check_violation', TABLE = 'stock', DETAIL = array_to_string(v_short, '; ') || '.',
      HINT = 'Order fewer, receive stock, or let the product wait for it: stock_policy ''backorder'' of product or stock_settings.';
  END IF;
  RETURN v_reserved;
END
$$;

COMMENT ON FUNCTION app.reserve_order_lines(bigint, boolean) IS
  'Keeps in stock what the lines of an order still want, by the policy of each product when it is placed, else as much as there is; returns how many pieces. The caller has called app.lock_order_stock. Raises 23514 with all short lines. Not for callers: it asks for no permission.';
