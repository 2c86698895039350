-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lock_order_stock(p_order_ids bigint[], p_warehouse_id bigint DEFAULT NULL) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_part record;
  v_lapsed bigint[];
BEGIN
  PERFORM FROM public.order_items i WHERE i.tenant_id = v_tenant AND i.order_id = ANY (p_order_ids)
  ORDER BY i.id FOR NO KEY UPDATE;
  FOR v_part IN
    SELECT p.product_id, p.product_variant_id
    FROM public.order_items i CROSS JOIN LATERAL app.sold_parts(i.product_id, i.product_variant_id) p
    WHERE i.tenant_id = v_tenant AND i.order_id = ANY (p_order_ids) AND i.supply = 'stock' AND i.product_id IS NOT NULL
      AND i.shipped_quantity < i.quantity
    UNION
    SELECT s.product_id, s.product_variant_id
    FROM public.stock_reservation r JOIN public.stock s ON s.tenant_id = r.tenant_id AND s.id = r.stock_id
    WHERE r.tenant_id = v_tenant AND r.source_type = 'sales_order' AND r.source_id = ANY (p_order_ids)
      AND r.status = 'open'
    ORDER BY product_id, product_variant_id
  LOOP
    -- Where it never lay, an empty stock says so, as app.lock_stock does.
    INSERT INTO public.stock (tenant_id, product_id, product_variant_id, warehouse_id, allow_backorder)
    SELECT v_tenant, v_part.product_id, v_part.product_variant_id, w.id, w.allow_backorder
    FROM public.warehouse w
    WHERE w.tenant_id = v_tenant AND w.status = 'active'
      AND CASE WHEN p_warehouse_id IS NULL THEN w.is_default ELSE w.id = p_warehouse_id END
      AND NOT EXISTS (
        SELECT FROM public.stock s
        WHERE s.tenant_id = v_tenant AND s.product_id = v_part.product_id AND s.warehouse_id = w.id
          AND s.product_variant_id IS NOT DISTINCT FROM v_part.product_variant_id)
      AND (v_part.product_variant_id IS NOT NULL OR NOT EXISTS (
        SELECT FROM public.product_variant v
        WHERE v.tenant_id = v_tenant AND v.parent_product_id = v_part.product_id AND v.deleted_at IS NULL))
    ON CONFLICT DO NOTHING;
    PERFORM FROM public.stock s
    WHERE s.tenant_id = v_tenant AND s.product_id = v_part.product_id
      AND s.product_variant_id IS NOT DISTINCT FROM v_part.product_variant_id
    ORDER BY s.warehouse_id FOR NO KEY UPDATE;
    SELECT array_agg(DISTINCT r.stock_id) INTO v_lapsed
    FROM public.stock_reservation r JOIN public.stock s ON s.tenant_id = r.tenant_id AND s.id = r.stock_id
    WHERE r.tenant_id = v_tenant AND r.status = 'open' AND r.reserved_until <= now()
      AND s.product_id = v_part.product_id AND s.product_variant_id IS NOT DISTINCT FROM v_part.product_variant_id;
    IF v_lapsed IS NOT NULL THEN
      PERFORM app.expire_stock_reservations(v_lapsed);
    END IF;
  END LOOP;
END
$$;

COMMENT ON FUNCTION app.lock_order_stock(bigint[], bigint) IS
  'Locks the lines of orders that the caller has locked, then what they sell in stock, by product, variant and warehouse, and gives back what lapsed there. Not for callers: it asks for no permission.';
