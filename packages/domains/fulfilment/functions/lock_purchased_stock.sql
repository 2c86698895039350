-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lock_purchased_stock(p_purchase_order_id bigint) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_line record;
BEGIN
  PERFORM FROM public.purchase_order_lines l
  WHERE l.tenant_id = v_tenant AND l.purchase_order_id = p_purchase_order_id ORDER BY l.id FOR NO KEY UPDATE;
  -- In the order in which everybody locks: products, then materials, each with its variant; the warehouse is one.
  FOR v_line IN
    SELECT DISTINCT l.product_id, l.product_variant_id, l.material_id, l.material_variant_id, l.warehouse_id
    FROM public.purchase_order_lines l
    WHERE l.tenant_id = v_tenant AND l.purchase_order_id = p_purchase_order_id
    ORDER BY l.product_id, l.product_variant_id, l.material_id, l.material_variant_id
  LOOP
    IF v_line.product_id IS NOT NULL THEN
      PERFORM app.lock_stock(v_line.product_id, v_line.product_variant_id, v_line.warehouse_id);
    ELSE
      PERFORM app.lock_material_stock(v_line.material_id, v_line.material_variant_id, v_line.warehouse_id);
    END IF;
  END LOOP;
END
$$;

COMMENT ON FUNCTION app.lock_purchased_stock(bigint) IS
  'Locks the lines of a purchase order and the stock of everything that they order, in the order of locks, and adds what there was none of; says what cannot lie in stock. Not for callers: it asks for no permission.';
