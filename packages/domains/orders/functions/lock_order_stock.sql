-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lock_order_stock(p_order_ids bigint[], p_warehouse_id bigint DEFAULT NULL) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_part record;
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
    PERFORM app.lock_product_stock(v_part.product_id, v_part.product_variant_id, p_warehouse_id);
  END LOOP;
END
$$;

COMMENT ON FUNCTION app.lock_order_stock(bigint[], bigint) IS
  'Locks the lines of orders that the caller has locked, then what they sell in stock, by product, variant and warehouse, and gives back what lapsed there. Not for callers: it asks for no permission.';
