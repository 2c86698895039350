-- may execute: nobody
CREATE OR REPLACE FUNCTION app.hold_line_part(
  p_line public.order_items, p_product_id bigint, p_product_variant_id bigint, p_pieces integer, p_beyond boolean
) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_stock record;
  v_left integer := p_pieces;
  v_base text := format('order:%s/line:%s', p_line.order_id, p_line.id)
    || CASE WHEN p_product_id <> p_line.product_id THEN format('/product:%s', p_product_id) ELSE '' END;
  v_number bigint;
  v_new public.stock_reservation;
BEGIN
  SELECT count(*) INTO v_number FROM public.stock_reservation r
  WHERE r.tenant_id = v_tenant AND r.source_type = 'sales_order' AND r.source_id = p_line.order_id
    AND (r.source_key = v_base OR starts_with(r.source_key, v_base || '/again:'));
  v_new.source_type := 'sales_order';
  v_new.source_id := p_line.order_id;
  FOR v_stock IN
    SELECT s.id, CASE WHEN p_beyond AND w.is_default AND w.allow_backorder THEN v_left ELSE s.available END AS available
    FROM public.stock s JOIN public.warehouse w ON w.tenant_id = s.tenant_id AND w.id = s.warehouse_id
    WHERE s.tenant_id = v_tenant AND s.product_id = p_product_id AND w.status = 'active'
      AND s.product_variant_id IS NOT DISTINCT FROM p_product_variant_id
    ORDER BY p_beyond AND w.is_default, w.is_default DESC, s.warehouse_id
  LOOP
    v_new.quantity := least(v_left, v_stock.available);
    CONTINUE WHEN v_new.quantity <= 0;
    v_new.source_key := v_base || CASE v_number WHEN 0 THEN '' ELSE '/again:' || v_number END;
    PERFORM app.hold_stock(v_stock.id, v_new);
    v_number := v_number + 1;
    v_left := v_left - v_new.quantity;
    EXIT WHEN v_left = 0;
  END LOOP;
END
$$;

COMMENT ON FUNCTION app.hold_line_part(public.order_items, bigint, bigint, integer, boolean) IS
  'Keeps pieces of a product for a line, in the default warehouse first, then in the others; beyond what is there, in the default one alone, where it permits that. The caller holds the locks and has looked that there are so many. Not for callers.';
