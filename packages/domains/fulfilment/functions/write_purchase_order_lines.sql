-- may execute: nobody
CREATE OR REPLACE FUNCTION app.write_purchase_order_lines(p_order public.purchase_orders, p_lines jsonb) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_user bigint := app.current_user_id();
  v_count integer;
BEGIN
  INSERT INTO public.purchase_order_lines (
    tenant_id, purchase_order_id, warehouse_id, line_number, product_id, product_variant_id, material_id,
    material_variant_id, description, sku, vendor_sku, quantity, unit_cost, created_by, updated_by
  )
  SELECT p_order.tenant_id, p_order.id, p_order.warehouse_id, t.line_number, t.product_id, t.product_variant_id,
    t.material_id, t.material_variant_id, t.description, t.sku, t.vendor_sku, t.quantity, t.unit_cost, v_user, v_user
  FROM app.purchased_things(p_lines) t ORDER BY t.line_number;
  GET DIAGNOSTICS v_count = ROW_COUNT;
  RETURN v_count;
END
$$;

COMMENT ON FUNCTION app.write_purchase_order_lines(public.purchase_orders, jsonb) IS
  'Writes the lines of a draft that has none, as app.create_purchase_order takes them; returns how many; the caller has asked app.require_purchase_order_lines. Raises 22023, P0002. Not for callers: it asks for no permission.';
